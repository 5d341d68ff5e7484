package dev.lockgate.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.lockgate.core.report.Block;
import dev.lockgate.core.report.Finding;
import dev.lockgate.core.step.Ending;
import dev.lockgate.core.step.Ending.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a step ended as Markdown: the verdict first, then facts, findings and the rest, what is long
 * folded. What does not fit is shortened block by block, and it says how much was left out.
 */
public final class MarkdownSummary {
  private static final int LONG_CODE = 15;
  private static final int MANY_FINDINGS = 10;

  /** For the last line, which says what was left out and who ran the step. */
  private static final int ROOM_FOR_FOOTER = 1_500;

  private final int budget;
  private final StringBuilder written = new StringBuilder();
  private int size;
  private int leftOut;

  private MarkdownSummary(int budget) {
    this.budget = budget - ROOM_FOR_FOOTER;
  }

  /** All of it. */
  public static String of(Ending ending) {
    return of(ending, Integer.MAX_VALUE);
  }

  /**
   * As much of it as fits.
   *
   * @param budget in bytes of UTF-8
   */
  public static String of(Ending ending, int budget) {
    return new MarkdownSummary(budget).write(ending);
  }

  private String write(Ending ending) {
    var report = ending.report();
    append("## " + icon(ending.result()) + " " + MarkdownText.words(report.title()) + "\n\n");
    var body = new ArrayList<>(report.blocks());
    while (!body.isEmpty() && opens(body.getFirst())) {
      add(body.removeFirst());
    }
    addFindings(report.findings());
    body.forEach(this::add);
    return written + footer(ending);
  }

  /** Whether a block belongs to the verdict, before the findings. */
  private static boolean opens(Block block) {
    return block instanceof Block.Text
        || block instanceof Block.Facts
        || block instanceof Block.Bullets;
  }

  private void add(Block block) {
    switch (block) {
      case Block.Heading(var text) -> add("### " + MarkdownText.words(text) + "\n");
      case Block.Text(var text) -> add(MarkdownText.words(text) + "\n");
      case Block.Bullets(var items) ->
          addRows(
              "", items.stream().map(item -> "- " + MarkdownText.words(item) + "\n").toList(), "");
      case Block.Facts(var facts) ->
          addRows("<table>\n", facts.stream().map(MarkdownSummary::row).toList(), "</table>\n");
      case Block.Table(var header, var rows) ->
          addRows(
              row(header) + "|" + " :--- |".repeat(header.size()) + "\n",
              rows.stream().map(MarkdownSummary::row).toList(),
              "");
      case Block.Sql(var caption, var sql) -> addCode(caption, "sql", sql);
      case Block.Command(var caption, var command) -> addCode(caption, "sh", command);
    }
  }

  private void addFindings(List<Finding> findings) {
    var lines =
        findings.stream()
            .sorted(Comparator.comparing(Finding::level).reversed())
            .map(MarkdownSummary::line)
            .toList();
    if (lines.size() > MANY_FINDINGS) {
      addRows(folded(lines.size() + " findings"), lines, "\n</details>\n");
    } else {
      addRows("", lines, "");
    }
  }

  private void addCode(String caption, String language, String code) {
    var lines = code.lines().count();
    var block = MarkdownText.fenced(language, code);
    add(
        lines > LONG_CODE
            ? folded(caption + " (" + lines + " lines)") + block + "\n</details>\n"
            : (caption.isBlank() ? "" : "**" + MarkdownText.words(caption) + "**\n\n") + block);
  }

  private static String folded(String caption) {
    return "<details><summary>" + MarkdownText.html(caption) + "</summary>\n\n";
  }

  /** Adds a block whole, or leaves it out. */
  private void add(String block) {
    if (fits(block)) {
      append(block + "\n");
    } else {
      leftOut++;
    }
  }

  /** Adds as many rows as fit. */
  private void addRows(String before, List<String> rows, String after) {
    if (rows.isEmpty()) {
      return;
    }
    var room = budget - size - bytes(before + after) - ROOM_FOR_FOOTER / 10;
    var fitting = 0;
    for (var taken = 0L; fitting < rows.size(); fitting++) {
      taken += bytes(rows.get(fitting));
      if (taken > room) {
        break;
      }
    }
    if (fitting == 0) {
      leftOut++;
      return;
    }
    append(before + String.join("", rows.subList(0, fitting)) + after + "\n");
    if (fitting < rows.size()) {
      append("*… and " + (rows.size() - fitting) + " more.*\n\n");
    }
  }

  private boolean fits(String block) {
    return bytes(block) + 1 <= budget - size;
  }

  private void append(String text) {
    written.append(text);
    size += bytes(text);
  }

  private static int bytes(String text) {
    return text.getBytes(UTF_8).length;
  }

  private static String row(Block.Fact fact) {
    return "<tr><th align=\"left\">%s</th><td>%s</td></tr>\n"
        .formatted(MarkdownText.html(fact.name()), MarkdownText.html(fact.value()));
  }

  private static String row(List<String> cells) {
    return cells.stream().map(MarkdownText::words).collect(joining(" | ", "| ", " |\n"));
  }

  private static String line(Finding finding) {
    var place = finding.location();
    var where = place == null ? "" : " (`" + place.file() + ":" + place.line() + "`)";
    return "- %s %s\n"
        .formatted(icon(finding.level()), MarkdownText.words(finding.message() + where));
  }

  private String footer(Ending ending) {
    var run = ending.run();
    var who =
        Stream.of(
                "Lockgate " + run.step(),
                ending.environment(),
                run.commit().isEmpty() ? "" : "commit `" + shortened(run.commit()) + "`",
                run.actor().isEmpty() ? "" : "by " + run.actor())
            .filter(part -> !part.isEmpty())
            .map(MarkdownText::words)
            .collect(joining(" · "));
    var code =
        ending.code().isEmpty()
            ? ""
            : " · <a href=\"%s\">%s: what it means and what to do</a>"
                .formatted(ending.runbook(), ending.code());
    return leftOut() + "<sub>" + who + code + "</sub>\n\n";
  }

  private String leftOut() {
    return switch (leftOut) {
      case 0 -> "";
      case 1 -> "*1 part did not fit and was left out; the report files hold all of it.*\n\n";
      default ->
          "*%d parts did not fit and were left out; the report files hold all of it.*\n\n"
              .formatted(leftOut);
    };
  }

  private static String shortened(String commit) {
    return commit.length() > 10 ? commit.substring(0, 10) : commit;
  }

  private static String icon(Result result) {
    return switch (result) {
      case PASSED -> "✅";
      case BLOCKED -> "⛔";
      case FAILED -> "❌";
    };
  }

  private static String icon(Finding.Level level) {
    return switch (level) {
      case NOTICE -> "ℹ️";
      case WARNING -> "⚠️";
      case ERROR -> "❌";
    };
  }
}
