package dev.lockgate.runner;

import dev.lockgate.core.report.Block;
import dev.lockgate.core.report.Finding;
import dev.lockgate.core.report.Report;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Takes every known secret out of a text, in each form in which it may turn up. */
final class Redactor {
  static final String HIDDEN = "***";

  /** The longest first, so that no part of a longer form is left standing. */
  private volatile List<String> forms = List.of();

  /** Learns a secret; from now on no text shows it. */
  synchronized void learn(String secret) {
    forms =
        Stream.concat(forms.stream(), SecretForms.of(secret).stream())
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  String redact(String text) {
    var redacted = text;
    for (var form : forms) {
      redacted = redacted.replace(form, HIDDEN);
    }
    return redacted;
  }

  Report redact(Report report) {
    return new Report(
        redact(report.title()),
        report.blocks().stream().map(this::redact).toList(),
        report.findings().stream().map(this::redact).toList(),
        redact(report.outputs()));
  }

  private Block redact(Block block) {
    return switch (block) {
      case Block.Heading(var text) -> new Block.Heading(redact(text));
      case Block.Text(var text) -> new Block.Text(redact(text));
      case Block.Bullets(var items) -> new Block.Bullets(redact(items));
      case Block.Facts(var facts) ->
          new Block.Facts(
              facts.stream()
                  .map(fact -> new Block.Fact(redact(fact.name()), redact(fact.value())))
                  .toList());
      case Block.Table(var header, var rows) ->
          new Block.Table(redact(header), rows.stream().map(this::redact).toList());
      case Block.Sql(var caption, var sql) -> new Block.Sql(redact(caption), redact(sql));
      case Block.Command(var caption, var command) ->
          new Block.Command(redact(caption), redact(command));
    };
  }

  private Finding redact(Finding finding) {
    var place = finding.location();
    return new Finding(
        finding.level(),
        finding.code(),
        redact(finding.message()),
        place == null ? null : new Finding.Location(redact(place.file()), place.line()));
  }

  private List<String> redact(List<String> texts) {
    return texts.stream().map(this::redact).toList();
  }

  private Map<String, String> redact(Map<String, String> values) {
    var redacted = new LinkedHashMap<String, String>();
    values.forEach((name, value) -> redacted.put(name, redact(value)));
    return redacted;
  }
}
