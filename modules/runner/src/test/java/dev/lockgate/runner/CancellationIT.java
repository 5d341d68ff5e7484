package dev.lockgate.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.report.Report;
import dev.lockgate.core.step.Cancellation.Cancelled;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.testkit.actions.Heard;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real Java process, a real signal. */
@Timeout(120)
class CancellationIT {
  /** GitHub's own limit is 10 seconds; what a busy machine adds is within ours. */
  private static final Duration LIMIT = Duration.ofSeconds(7);

  private @TempDir Path folder;

  /** What runs in the other process; the first argument says how it behaves. */
  static final class Main {
    public static void main(String[] args) {
      Step.Work work =
          switch (args[0]) {
            case "unwinds" -> Main::unwinds;
            case "sleeps" -> Main::sleeps;
            case "is-stuck" -> Main::isStuck;
            case "finishes" -> Main::finishes;
            default -> throw new IllegalArgumentException(args[0]);
          };
      System.exit(Step.onRunner("deploy").run(work));
    }

    private static Outcome unwinds(Inputs inputs, StepContext context) {
      var child = start("sleep", "600");
      try (var _ = context.cancellation().register(child::destroyForcibly)) {
        context.log().info("child " + child.pid());
        context.log().info("ready");
        child.onExit().join();
        context.cancellation().check();
        throw new IllegalStateException("the child ended by itself");
      } catch (Cancelled e) {
        throw new Cancelled("Version 7 is applied, version 8 is not.");
      }
    }

    private static Outcome sleeps(Inputs inputs, StepContext context) {
      context.log().info("ready");
      LockSupport.parkNanos(Duration.ofMinutes(5).toNanos());
      throw new IllegalStateException("woken");
    }

    private static Outcome isStuck(Inputs inputs, StepContext context) {
      context.log().info("ready");
      while (true) {
        LockSupport.parkNanos(1_000_000);
        Thread.interrupted();
      }
    }

    private static Outcome finishes(Inputs inputs, StepContext context) {
      context.log().info("ready");
      while (!context.cancellation().isCancelled()) {
        Thread.onSpinWait();
      }
      return new Outcome.Passed(Report.builder().build("Passed: it was done just then"));
    }

    private static Process start(String... command) {
      try {
        return new ProcessBuilder(command).start();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void a_signal_stops_what_runs_and_the_summary_says_what_is_left(String signal) throws Exception {
    var ended = cancelled("unwinds", signal);

    assertThat(ended.code()).isEqualTo(130);
    assertThat(ended.took()).isLessThan(LIMIT);
    assertThat(ended.summary())
        .startsWith("## ❌ Cancelled")
        .contains("Version 7 is applied, version 8 is not.");
    assertThat(ended.outputs())
        .containsEntry("result", "failed")
        .containsEntry("code", "cancelled");
    var child = Long.parseLong(ended.line("child ").substring("child ".length()));
    assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void a_step_that_only_waits_is_woken() throws Exception {
    var ended = cancelled("sleeps", "INT");

    assertThat(ended.code()).isEqualTo(130);
    assertThat(ended.took()).isLessThan(LIMIT);
    assertThat(ended.summary()).startsWith("## ❌ Cancelled");
  }

  @Test
  void a_step_that_does_not_come_to_rest_is_ended_in_time_and_says_so() throws Exception {
    var ended = cancelled("is-stuck", "INT");

    assertThat(ended.code()).isEqualTo(130);
    assertThat(ended.took()).isLessThan(LIMIT);
    assertThat(ended.summary())
        .startsWith("## ❌ Cancelled")
        .contains("did not come to rest in time");
    assertThat(ended.outputs()).containsEntry("code", "cancelled");
  }

  @Test
  void what_was_done_before_the_signal_is_told_as_done() throws Exception {
    var ended = cancelled("finishes", "TERM");

    assertThat(ended.code()).isEqualTo(130);
    assertThat(ended.summary()).startsWith("## ✅ Passed: it was done just then");
  }

  private record Ended(
      int code, Duration took, List<String> lines, String summary, Map<String, String> outputs) {
    String line(String start) {
      return lines.stream().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
    }
  }

  private Ended cancelled(String behaviour, String signal) throws Exception {
    var process = start(behaviour);
    try (var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      var lines = new ArrayList<String>();
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        if (line.equals("ready")) {
          break;
        }
      }
      var began = System.nanoTime();
      new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
      reader.lines().forEach(lines::add);
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).as(String.join("\n", lines)).isTrue();
      return new Ended(
          process.exitValue(),
          Duration.ofNanos(System.nanoTime() - began),
          lines,
          read("summary"),
          Heard.values(read("output")));
    } finally {
      process.destroyForcibly();
    }
  }

  private String read(String file) throws IOException {
    return Files.exists(folder.resolve(file)) ? Files.readString(folder.resolve(file)) : "";
  }

  /** A build that runs in the background of a shell ignores SIGINT, and so would its children. */
  private Process start(String behaviour) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
            "env",
            "--default-signal=INT,TERM",
            java,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            behaviour);
    builder.redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().put("GITHUB_WORKSPACE", folder.toString());
    builder.environment().put("GITHUB_OUTPUT", folder.resolve("output").toString());
    builder.environment().put("GITHUB_STEP_SUMMARY", folder.resolve("summary").toString());
    return builder.start();
  }
}
