package dev.lockgate.runner;

import dev.lockgate.core.report.Block;
import dev.lockgate.core.report.Report;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.Ending.Result;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.StepFailure;
import java.util.Objects;

/** How the work ended: the result, its code, the exit code of the process and the report. */
record Ended(Result result, String code, int exitCode, Report report) {
  static final int CANCELLED = 130;
  static final int OUR_BUG = 70;

  private static final int LONGEST_TITLE = 160;

  static Ended with(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Passed(var report) -> new Ended(Result.PASSED, "", 0, report);
      case Outcome.Blocked(var report, var code) -> new Ended(Result.BLOCKED, code, 1, report);
    };
  }

  static Ended failed(StepFailure failure) {
    var report = failure instanceof BadInputs bad ? badInputs(bad) : told(failure);
    return new Ended(Result.FAILED, failure.code(), failure.exitCode(), report);
  }

  /**
   * The run was cancelled and the step unwound.
   *
   * @param state what it leaves behind
   */
  static Ended cancelled(String state) {
    var report = Report.builder().text(state).build("Cancelled: nothing new was begun");
    return new Ended(Result.FAILED, "cancelled", CANCELLED, report);
  }

  /** An exception that nobody foresaw. What it says stays in the log, since it may say anything. */
  static Ended ourBug(Throwable bug) {
    var report =
        Report.builder()
            .text(
                "This is a mistake in Lockgate (%s), not in your workflow. The step stopped where"
                        .formatted(bug.getClass().getSimpleName())
                    + " it was: its log says how far it had come, and whether it had begun to"
                    + " change the database.")
            .text(
                "Please report it at https://github.com/lockgate/lockgate/issues with the stack"
                    + " trace at the end of the log and the versions of the action and of"
                    + " PostgreSQL. The secrets that Lockgate knows are not in that stack trace.")
            .build("Failed: Lockgate made a mistake");
    return new Ended(Result.FAILED, "internal-error", OUR_BUG, report);
  }

  private static Report badInputs(BadInputs failure) {
    var problems = failure.problems().stream().map(BadInputs.Problem::toString).toList();
    return Report.builder()
        .add(new Block.Bullets(problems))
        .text(failure.remedy())
        .build(
            problems.size() == 1
                ? "Failed: an input cannot be used"
                : "Failed: " + problems.size() + " inputs cannot be used");
  }

  /** The first line of the message is the verdict, unless it is too long for one. */
  private static Report told(StepFailure failure) {
    var message = Objects.requireNonNullElse(failure.getMessage(), "").strip();
    var lines = message.split("\\R", 2);
    var report = Report.builder();
    if (lines[0].length() > LONGEST_TITLE) {
      return report.text(message).text(failure.remedy()).build("Failed: " + failure.code());
    }
    if (lines.length > 1) {
      report.text(lines[1].strip());
    }
    return report.text(failure.remedy()).build("Failed: " + withoutPeriod(lines[0]));
  }

  private static String withoutPeriod(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
