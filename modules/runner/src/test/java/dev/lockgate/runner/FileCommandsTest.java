package dev.lockgate.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.report.Report;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.testkit.actions.Heard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCommandsTest {
  private @TempDir Path folder;

  @Test
  void outputs_arrive_whatever_they_hold() throws Exception {
    var outputs = new LinkedHashMap<String, String>();
    outputs.put("plain", "x");
    outputs.put("empty", "");
    outputs.put("lines", "a\nb=c\nd<<EOF\n\n");
    outputs.put("like-a-delimiter", "ghadelimiter_1\nresult=passed");

    files().outputs(outputs);

    var written = Files.readString(folder.resolve("output"));
    assertThat(Heard.values(written)).isEqualTo(outputs);
    assertThat(written.lines().filter(line -> line.matches("plain<<ghadelimiter_[0-9a-f-]{36}")))
        .hasSize(1);
  }

  @Test
  void a_summary_stays_below_what_the_runner_takes_and_says_what_is_left_out() {
    var report = Report.builder();
    for (var i = 0; i < 400; i++) {
      report.text("paragraph " + i + " " + "ü".repeat(5_000));
    }
    var runner = new FakeRunner(folder);

    runner.run((_, _) -> new Outcome.Passed(report.build("Passed: very long")));

    assertThat(runner.summary().getBytes(UTF_8).length).isBetween(850 * 1024, 900 * 1024);
    assertThat(runner.summary())
        .startsWith("## ✅ Passed: very long")
        .containsPattern("\\d{3} parts did not fit and were left out")
        .endsWith("</sub>\n\n");
    assertThat(runner.reportFile("backup.md")).contains("paragraph 399 ");
    assertThat(runner.reportFile("backup.json")).contains("paragraph 399 ");
  }

  @Test
  void a_second_long_summary_does_not_push_out_the_first() {
    var runner = new FakeRunner(folder);
    var report = Report.builder().sql("all", "select 1;\n".repeat(70_000)).build("Passed: long");

    runner.run((_, _) -> new Outcome.Passed(report));
    runner.run((_, _) -> new Outcome.Passed(report));

    assertThat(runner.summary().getBytes(UTF_8).length).isLessThan(1024 * 1024);
    assertThat(runner.summary().split("## ✅ Passed: long", -1)).hasSize(3);
    assertThat(runner.summary()).contains("1 part did not fit and was left out");
  }

  private FileCommands files() {
    return new FileCommands(
        new Environment(Map.of("GITHUB_OUTPUT", folder.resolve("output").toString())));
  }
}
