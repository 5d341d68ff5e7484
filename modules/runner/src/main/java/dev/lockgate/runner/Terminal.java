package dev.lockgate.runner;

import dev.lockgate.core.report.Block;
import dev.lockgate.core.report.Finding;
import dev.lockgate.core.step.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How a step ended as plain text for a terminal: wrapped, with aligned tables. */
public final class Terminal {
  static final int WIDTH = 100;

  private final List<String> lines = new ArrayList<>();

  private Terminal() {}

  /** All of it, in lines of at most a hundred characters, except SQL and commands. */
  public static String of(Ending ending) {
    return new Terminal().write(ending);
  }

  private String write(Ending ending) {
    var report = ending.report();
    lines.addAll(TextTable.wrapped(report.title(), WIDTH));
    lines.add("=".repeat(lines.stream().mapToInt(TextTable::width).max().orElse(0)));
    report.blocks().forEach(this::add);
    if (!report.findings().isEmpty()) {
      lines.add("");
      report.findings().forEach(this::add);
    }
    if (!ending.code().isEmpty()) {
      lines.add("");
      lines.add("Code " + ending.code() + ": " + ending.runbook());
    }
    return String.join("\n", lines);
  }

  private void add(Block block) {
    lines.add("");
    switch (block) {
      case Block.Heading(var text) -> {
        var title = TextTable.wrapped(text, WIDTH);
        lines.addAll(title);
        lines.add("-".repeat(title.stream().mapToInt(TextTable::width).max().orElse(0)));
      }
      case Block.Text(var text) -> lines.addAll(TextTable.wrapped(text, WIDTH));
      case Block.Bullets(var items) -> items.forEach(item -> hang("- ", item));
      case Block.Facts(var facts) ->
          lines.addAll(
              TextTable.lines(
                  facts.stream().map(fact -> List.of(fact.name(), fact.value())).toList(), WIDTH));
      case Block.Table(var header, var rows) -> lines.addAll(TextTable.lines(header, rows, WIDTH));
      case Block.Sql(var caption, var sql) -> code(caption, sql);
      case Block.Command(var caption, var command) -> code(caption, command);
    }
  }

  private void add(Finding finding) {
    var place = finding.location();
    var where = place == null ? "" : " (" + place.file() + ":" + place.line() + ")";
    hang(finding.level().name().toLowerCase(Locale.ROOT) + ": ", finding.message() + where);
  }

  private void hang(String mark, String text) {
    var wrapped = TextTable.wrapped(text, WIDTH - mark.length());
    for (var i = 0; i < wrapped.size(); i++) {
      lines.add((i == 0 ? mark : " ".repeat(mark.length())) + wrapped.get(i));
    }
  }

  private void code(String caption, String code) {
    lines.addAll(TextTable.wrapped(caption + ":", WIDTH));
    MarkdownText.visible(code).lines().forEach(line -> lines.add("    " + line));
  }
}
