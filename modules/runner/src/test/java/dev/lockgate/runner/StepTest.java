package dev.lockgate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.report.Finding;
import dev.lockgate.core.report.Finding.Level;
import dev.lockgate.core.report.Report;
import dev.lockgate.core.step.Cancellation.Cancelled;
import dev.lockgate.core.step.Ending;
import dev.lockgate.core.step.HalfWay;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.Run;
import dev.lockgate.core.step.Unsafe;
import dev.lockgate.testkit.actions.Annotation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepTest {
  private static final Outcome PASSED =
      new Outcome.Passed(
          Report.builder()
              .fact("Tables", "12")
              .output("backup-id", "20260101T000000Z-1")
              .build("Passed: 12 tables"));

  private @TempDir Path folder;
  private FakeRunner runner;

  @BeforeEach
  void a_runner() {
    runner = new FakeRunner(folder);
  }

  @Test
  void a_passed_step_ends_with_0_and_says_so_everywhere() {
    var code = runner.run((_, _) -> PASSED);

    assertThat(code).isZero();
    assertThat(runner.outputs())
        .containsEntry("result", "passed")
        .containsEntry("code", "")
        .containsEntry("backup-id", "20260101T000000Z-1")
        .containsEntry("report-path", "lockgate-reports/backup.md")
        .containsEntry("json-path", "lockgate-reports/backup.json");
    assertThat(runner.summary()).startsWith("## ✅ Passed: 12 tables\n");
    assertThat(runner.reportFile("backup.md")).isEqualTo(runner.summary());
    assertThat(runner.reportFile("backup.json")).contains("\"result\" : \"passed\"");
    assertThat(runner.heard().annotations()).isEmpty();
    assertThat(runner.heard().failed()).isFalse();
  }

  @Test
  void a_blocked_step_ends_with_1_and_names_its_code() {
    var report =
        Report.builder()
            .finding(
                new Finding(
                    Level.ERROR,
                    "drops-column",
                    "V3 drops a column",
                    new Finding.Location("db/V3.sql", 4)))
            .build("Blocked: 1 change");

    var code = runner.run((_, _) -> new Outcome.Blocked(report, "drift-found"));

    assertThat(code).isEqualTo(1);
    assertThat(runner.outputs())
        .containsEntry("result", "blocked")
        .containsEntry("code", "drift-found");
    assertThat(runner.heard().annotations())
        .containsExactly(
            new Annotation(
                Annotation.Level.ERROR, "Blocked: 1 change", Map.of("title", "drift-found")),
            new Annotation(
                Annotation.Level.ERROR,
                "V3 drops a column",
                Map.of("file", "db/V3.sql", "line", "4", "title", "drops-column")));
    assertThat(runner.summary()).contains("runbook.md#drift-found");
  }

  @Test
  void a_failure_ends_with_the_exit_code_of_its_kind_and_says_what_to_do() {
    var code =
        runner.run((_, _) -> {
          throw new OutsideFailed(
              "wrong-password",
              "PostgreSQL at db:5432 refused the password of `app`.\nFATAL: no",
              "Nothing was changed. Correct the password in `database-url`.");
        });

    assertThat(code).isEqualTo(4);
    assertThat(runner.outputs())
        .containsEntry("result", "failed")
        .containsEntry("code", "wrong-password");
    assertThat(runner.summary())
        .startsWith("## ❌ Failed: PostgreSQL at db:5432 refused the password of `app`\n")
        .contains("FATAL: no")
        .contains("Nothing was changed. Correct the password in `database-url`.")
        .contains("runbook.md#wrong-password");
    assertThat(runner.heard().annotations())
        .singleElement()
        .satisfies(annotation ->
            assertThat(annotation.message())
                .contains("refused the password")
                .contains("Nothing was changed"));
  }

  @Test
  void the_other_kinds_of_failure_have_their_own_exit_codes() {
    assertThat(
            runner.run((_, _) -> {
              throw new Unsafe("pooler", "A pooler.", "Nothing was changed.");
            }))
        .isEqualTo(3);
    assertThat(
            runner.run((_, _) -> {
              throw new HalfWay("half-way", "An invalid index.", "Drop it.");
            }))
        .isEqualTo(5);
  }

  @Test
  void bad_inputs_end_with_2_and_are_all_listed() {
    runner.input("connect-timeout", "soon").input("slack-webhook-url", "hooks.slack.test");

    var code =
        runner.run((inputs, _) -> {
          inputs.secret("database-url", DatabaseUrl::parse);
          inputs.optional("connect-timeout", Parse::duration);
          inputs.check();
          return PASSED;
        });

    assertThat(code).isEqualTo(2);
    assertThat(runner.outputs()).containsEntry("code", "bad-inputs");
    assertThat(runner.summary())
        .startsWith("## ❌ Failed: 3 inputs cannot be used\n")
        .contains("- slack-webhook-url: expected the address of a webhook")
        .contains("- database-url: is required")
        .contains("got `soon`")
        .contains("Nothing was changed");
  }

  @Test
  void any_other_exception_is_our_bug_and_its_stack_trace_is_in_the_log_only() {
    var code =
        runner.run((_, _) -> {
          throw new IllegalStateException("the innards");
        });

    assertThat(code).isEqualTo(70);
    assertThat(runner.outputs()).containsEntry("code", "internal-error");
    assertThat(runner.summary())
        .contains("mistake in Lockgate")
        .contains("https://github.com/lockgate/lockgate/issues")
        .doesNotContain("the innards");
    assertThat(String.join("\n", runner.heard().lines()))
        .contains("java.lang.IllegalStateException: the innards")
        .contains("at dev.lockgate.runner.StepTest");
  }

  @Test
  void a_cancelled_step_says_what_it_leaves() {
    var code =
        runner.run((_, context) -> {
          context.cancellation().cancel();
          throw new Cancelled("Version 7 is applied, version 8 is not.");
        });

    assertThat(code).isEqualTo(130);
    assertThat(runner.outputs())
        .containsEntry("result", "failed")
        .containsEntry("code", "cancelled");
    assertThat(runner.summary())
        .startsWith("## ❌ Cancelled")
        .contains("Version 7 is applied, version 8 is not.");
  }

  @Test
  void after_a_cancellation_the_chat_is_told_and_no_comment_is_begun() {
    runner.event("pull_request", "{\"pull_request\":{\"number\":12}}");
    runner.input("github-token", "ghs_16C7e42F292c6912E7").input("notify", "always");
    runner.input("slack-webhook-url", "https://hooks.slack.test/services/T0/B0/abcdefgh");

    runner.run((_, context) -> {
      context.cancellation().cancel();
      return PASSED;
    });

    assertThat(runner.told).hasSize(1);
    assertThat(runner.comments).isEmpty();
    assertThat(runner.summary()).startsWith("## ✅ Passed");
  }

  @Test
  void what_fails_because_it_was_stopped_is_no_failure_and_no_bug() {
    var code =
        runner.run((_, context) -> {
          context.cancellation().cancel();
          throw new IllegalStateException("socket closed");
        });

    assertThat(code).isEqualTo(130);
    assertThat(runner.outputs()).containsEntry("code", "cancelled");
    assertThat(runner.printed()).doesNotContain("mistake in Lockgate");
  }

  @Test
  void a_database_left_half_way_is_told_even_when_the_run_was_cancelled() {
    var code =
        runner.run((_, context) -> {
          context.cancellation().cancel();
          throw new HalfWay("index-invalid", "The index `i` is invalid.", "Drop it.");
        });

    assertThat(code).isEqualTo(130);
    assertThat(runner.outputs()).containsEntry("code", "index-invalid");
    assertThat(runner.summary()).contains("The index `i` is invalid");
  }

  @Test
  void a_step_knows_who_started_it() {
    var seen = new AtomicReference<Run>();

    runner.with("GITHUB_RUN_ATTEMPT", "3").with("GITHUB_REF", "refs/heads/main");
    runner.run((_, context) -> {
      seen.set(context.run());
      return PASSED;
    });

    assertThat(seen.get())
        .isEqualTo(
            new Run(
                "backup",
                "octocat",
                "acme/shop",
                "1f2e3d4c5b6a798877665544332211ffeeddccbb",
                "refs/heads/main",
                "push",
                "https://github.com/acme/shop/actions/runs/77",
                "77",
                3));
  }

  @Test
  void missing_and_bad_variables_have_sensible_defaults() {
    runner.with("GITHUB_RUN_ATTEMPT", "first").without("GITHUB_ACTOR").without("GITHUB_RUN_ID");
    runner.without("GITHUB_OUTPUT").without("GITHUB_STEP_SUMMARY").without("GITHUB_SHA");

    assertThat(runner.run((_, _) -> PASSED)).isZero();
    assertThat(runner.reportFile("backup.json"))
        .contains("\"attempt\" : 1")
        .contains("\"url\" : \"\"");
  }

  @Test
  void a_planted_input_that_no_step_reads_changes_nothing() {
    runner.with("INPUT_database-url", "planted").input("evil", "planted");

    var code =
        runner.run((inputs, _) -> {
          inputs.optional("database-url", DatabaseUrl::parse);
          inputs.check();
          return PASSED;
        });

    assertThat(code).isZero();
    assertThat(runner.printed()).doesNotContain("planted");
  }

  @Test
  void a_second_run_of_a_step_keeps_the_report_of_the_first() {
    runner.run((_, _) -> PASSED);
    runner.run((_, _) -> PASSED);

    assertThat(runner.reportFile("backup-2.md")).isEqualTo(runner.reportFile("backup.md"));
    assertThat(runner.summary()).isEqualTo(runner.reportFile("backup.md").repeat(2));
    assertThat(runner.outputs()).containsEntry("report-path", "lockgate-reports/backup-2.md");
  }

  @Test
  void a_reports_folder_that_the_repository_links_elsewhere_is_refused() throws IOException {
    Files.createDirectories(folder.resolve("elsewhere"));
    Files.createSymbolicLink(
        runner.workspace.resolve("lockgate-reports"), folder.resolve("elsewhere"));

    var code = runner.run((_, _) -> PASSED);

    assertThat(code).isEqualTo(3);
    assertThat(runner.summary()).contains("is a file or a symbolic link").contains("Nothing was");
    assertThat(folder.resolve("elsewhere")).isEmptyDirectory();
  }

  @Test
  void slack_hears_of_problems_by_default_and_of_everything_when_asked() {
    runner.input("slack-webhook-url", "https://hooks.slack.test/services/T0/B0/abcdefgh");
    runner.input("environment", "production");

    runner.run((_, _) -> PASSED);
    assertThat(runner.told).isEmpty();

    runner.run((_, _) -> new Outcome.Blocked(PASSED.report(), "drift-found"));
    assertThat(runner.told)
        .singleElement()
        .satisfies(ending -> {
          assertThat(ending.result()).isEqualTo(Ending.Result.BLOCKED);
          assertThat(ending.environment()).isEqualTo("production");
          assertThat(ending.run().actor()).isEqualTo("octocat");
        });

    runner.input("notify", "always").run((_, _) -> PASSED);
    assertThat(runner.told).hasSize(2);

    runner
        .input("notify", "never")
        .run((_, _) -> {
          throw new IllegalStateException();
        });
    assertThat(runner.told).hasSize(2);
  }

  @Test
  void a_webhook_that_fails_is_a_warning() {
    runner.input("slack-webhook-url", "https://hooks.slack.test/services/T0/B0/abcdefgh");
    runner.input("notify", "always").outsideFails();

    var code = runner.run((_, _) -> PASSED);

    assertThat(code).isZero();
    assertThat(runner.outputs()).containsEntry("result", "passed");
    assertThat(runner.heard().annotations())
        .containsExactly(
            new Annotation(
                Annotation.Level.WARNING,
                "Could not tell Slack: The other side said no to ***.",
                Map.of("title", "refused")));
  }

  @Test
  void a_pull_request_gets_its_comment_and_the_step_an_output() {
    runner.event("pull_request", "{\"pull_request\":{\"number\":12}}");
    runner.input("github-token", "ghs_16C7e42F292c6912E7").input("environment", "staging");

    runner.run("diff", (_, _) -> PASSED);

    assertThat(runner.comments.get("12 diff staging")).startsWith("## ✅ Passed: 12 tables");
    assertThat(runner.outputs())
        .containsEntry("comment-url", "https://github.test/acme/shop/pull/12#c1");
  }

  @Test
  void no_comment_is_written_when_it_is_not_wanted_or_there_is_no_pull_request() {
    runner.run("diff", (_, _) -> PASSED);
    runner.event("pull_request", "{\"pull_request\":{\"number\":12}}").input("comment", "false");
    runner.run("diff", (_, _) -> PASSED);

    assertThat(runner.comments).isEmpty();
  }

  @Test
  void a_comment_that_fails_is_a_warning_and_a_note_in_the_summary() {
    runner.event("pull_request", "{\"pull_request\":{\"number\":12}}");
    runner.input("github-token", "ghs_16C7e42F292c6912E7").outsideFails();

    var code = runner.run("diff", (_, _) -> PASSED);

    assertThat(code).isZero();
    assertThat(runner.summary()).contains("The pull request was not told: ");
    assertThat(runner.printed().replaceAll("(?m)^::add-mask::.*$", "")).doesNotContain("ghs_16");
  }

  @Test
  void from_a_shell_the_report_is_printed_and_written_where_asked() throws IOException {
    var printed = new ByteArrayOutputStream();
    var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    var reports = folder.resolve("my reports");

    var code =
        Step.inShell("backup", Map.of("report-folder", reports.toString(), "level", "3"), out)
            .run((inputs, context) -> {
              context.log().info("level " + inputs.required("level", Parse.integer(1, 9)).get());
              return PASSED;
            });

    assertThat(code).isZero();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("level 3\n")
        .contains("Passed: 12 tables\n=================")
        .contains("report-path: " + reports.resolve("backup.md"))
        .doesNotContain("::");
    assertThat(Files.readString(reports.resolve("backup.json"))).contains("\"event\" : \"shell\"");
  }
}
