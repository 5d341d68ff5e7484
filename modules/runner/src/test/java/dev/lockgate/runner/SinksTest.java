package dev.lockgate.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.report.Block;
import dev.lockgate.core.report.Finding;
import dev.lockgate.core.report.Finding.Level;
import dev.lockgate.core.report.Report;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepContext;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No secret leaves, whatever it is made of and whatever way it tries. */
class SinksTest {
  private static final String NASTY = "nasty passwords";

  private @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pass\"word'quotes\"",
        "100%25percent%",
        "two\nlines-of-secret",
        "pipe|table|cell",
        "gänsefüßchen→✓",
        "back\\slash\\n",
        "at@sign/slash?query#hash",
        "<b>bold</b>&amp;",
        "`ticks`*stars*_under_",
        "::error::x%0Ay",
        "$math$ ~~struck~~",
      })
  void no_sink_shows_a_password(String password) {
    var runner = runner(password);

    var code = runner.run("diff", (inputs, context) -> leak(inputs, context, password));

    assertThat(code).isZero();
    assertNothingLeaks(runner, password);
    assertThat(runner.outputs()).doesNotContainKey("leaked").containsEntry("harmless", "yes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pass\"word'quotes\"", "two\nlines-of-secret", "100%25percent%"})
  void no_failure_shows_a_password(String password) {
    var runner = runner(password);

    var code =
        runner.run(
            "diff",
            (inputs, _) -> {
              inputs.secret("database-url", DatabaseUrl::parse);
              throw new OutsideFailed(
                  "wrong-password", "FATAL: " + password, "Nothing was changed: " + password);
            });

    assertThat(code).isEqualTo(4);
    assertNothingLeaks(runner, password);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pass\"word'quotes\"", "two\nlines-of-secret", "100%25percent%"})
  void no_stack_trace_shows_a_password(String password) {
    var runner = runner(password);

    var code =
        runner.run(
            "diff",
            (inputs, _) -> {
              inputs.secret("database-url", DatabaseUrl::parse);
              throw new IllegalStateException("at " + password, new Error(encoded(password)));
            });

    assertThat(code).isEqualTo(70);
    assertNothingLeaks(runner, password);
  }

  private FakeRunner runner(String password) {
    return new FakeRunner(folder)
        .event("pull_request", "{\"pull_request\":{\"number\":12}}")
        .input("database-url", "postgres://app:" + encoded(password) + "@db.internal/shop")
        .input("github-token", "ghs_16C7e42F292c6912E7")
        .input("slack-webhook-url", "https://hooks.slack.test/services/T0/B0/abcdefgh")
        .input("notify", "always");
  }

  /** Tries every way out there is, in every form. */
  private static Outcome leak(Inputs inputs, StepContext context, String password) {
    inputs.secret("database-url", DatabaseUrl::parse);
    inputs.check();
    var report = Report.builder();
    for (var form : forms(password).entrySet()) {
      var text = form.getKey() + " " + form.getValue() + " end";
      context.log().info(text);
      context.log().untrusted(text);
      context.log().warning(text);
      context.log().group(text).close();
      report
          .heading(text)
          .text(text)
          .add(new Block.Bullets(List.of(text)))
          .fact(text, text)
          .table(List.of(text), List.of(List.of(text)))
          .sql(text, "select '" + text + "'")
          .command(text, "psql " + text)
          .finding(new Finding(Level.NOTICE, "leak", text, new Finding.Location("db/" + text, 1)));
    }
    report.output("leaked", "x" + password).output("harmless", "yes");
    return new Outcome.Passed(report.build(NASTY + " " + password));
  }

  private static Map<String, String> forms(String password) {
    var forms = new LinkedHashMap<String, String>();
    forms.put("raw", password);
    forms.put("url", "postgres://app:" + encoded(password) + "@db.internal/shop");
    forms.put("encoded", encoded(password));
    forms.put("json", json(password));
    forms.put("base64", base64(password));
    forms.put("basic", base64("app:" + password));
    forms.put("shifted", base64("us:" + password));
    forms.put("sql", password.replace("'", "''"));
    return forms;
  }

  private static void assertNothingLeaks(FakeRunner runner, String password) {
    var seen = new LinkedHashMap<String, String>();
    seen.put("log", runner.printed().replaceAll("(?m)^::add-mask::.*\n", ""));
    seen.put("summary", runner.summary());
    seen.put("outputs", runner.rawOutputs());
    seen.put("markdown", runner.reportFile("diff.md"));
    seen.put("json", runner.reportFile("diff.json"));
    seen.put("comment", String.join("\n", runner.comments.values()));
    seen.put("slack", runner.told.toString());
    assertThat(seen).allSatisfy((_, text) -> assertThat(text).isNotBlank());
    // what renderers make of a text is undone, so that a secret cannot hide behind an escape
    seen.forEach((sink, text) -> {
      for (var unescaped : List.of(text, unescaped(text))) {
        assertThat(unescaped).as(sink).doesNotContain(pieces(password));
      }
    });
    assertThat(runner.printed()).contains("::add-mask::");
  }

  /** The password, its encoded forms, and what is left of Base64 when its ends are cut off. */
  private static List<String> pieces(String password) {
    var inner = base64(password);
    return List.of(
        password,
        password.lines().toList().getLast(),
        encoded(password),
        json(password),
        inner.substring(0, Math.min(8, inner.length())),
        base64("app:" + password).substring(8, 16),
        base64("us:" + password).substring(4, 12),
        "ghs_16C7e42F292c6912E7",
        "T0/B0/abcdefgh");
  }

  private static String unescaped(String text) {
    return text.replaceAll("\\\\(?=[\\p{Punct}])", "")
        .replace("&#8203;", "")
        .replace("&#124;", "|")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
        .replace("%0A", "\n")
        .replace("<br>", "\n");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static String json(String text) {
    return text.chars()
        .mapToObj(c ->
            switch (c) {
              case '"' -> "\\\"";
              case '\\' -> "\\\\";
              case '\n' -> "\\n";
              default -> String.valueOf((char) c);
            })
        .collect(joining());
  }
}
