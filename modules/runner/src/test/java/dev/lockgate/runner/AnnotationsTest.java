package dev.lockgate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.report.Finding;
import dev.lockgate.core.report.Finding.Level;
import dev.lockgate.core.report.Report;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.testkit.actions.Annotation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnotationsTest {
  private @TempDir Path folder;

  @Test
  void ten_of_a_level_are_kept_and_the_last_says_how_many_there_are_besides() {
    var report = Report.builder();
    for (var i = 1; i <= 30; i++) {
      report.finding(Finding.of(Level.WARNING, "w", "warning " + i));
    }
    for (var i = 1; i <= 10; i++) {
      report.finding(Finding.of(Level.NOTICE, "n", "notice " + i));
    }
    var runner = new FakeRunner(folder);

    runner.run((_, _) -> new Outcome.Passed(report.build("Passed")));

    assertThat(runner.printed().lines().filter(line -> line.startsWith("::warning"))).hasSize(10);
    assertThat(messages(runner, Annotation.Level.WARNING))
        .hasSize(10)
        .startsWith("warning 1", "warning 2")
        .endsWith("warning 9", "And 21 more: see the summary of the step.");
    assertThat(messages(runner, Annotation.Level.NOTICE)).hasSize(10).endsWith("notice 10");
  }

  @Test
  void a_verdict_that_blocks_takes_one_of_the_ten() {
    var report = Report.builder();
    for (var i = 1; i <= 12; i++) {
      report.finding(Finding.of(Level.ERROR, "e", "error " + i));
    }
    var runner = new FakeRunner(folder);

    runner.run((_, _) -> new Outcome.Blocked(report.build("Blocked: 12 errors"), "drift-found"));

    assertThat(messages(runner, Annotation.Level.ERROR))
        .startsWith("Blocked: 12 errors", "error 1")
        .endsWith("error 8", "And 4 more: see the summary of the step.");
  }

  @Test
  void a_message_is_no_longer_than_the_runner_keeps() {
    var report =
        Report.builder().finding(Finding.of(Level.NOTICE, "n", "x".repeat(10_000))).build("Passed");
    var runner = new FakeRunner(folder);

    runner.run((_, _) -> new Outcome.Passed(report));

    assertThat(messages(runner, Annotation.Level.NOTICE)).containsExactly("x".repeat(4_095) + "…");
  }

  private static List<String> messages(FakeRunner runner, Annotation.Level level) {
    return runner.heard().annotations().stream()
        .filter(annotation -> annotation.level() == level)
        .map(Annotation::message)
        .toList();
  }
}
