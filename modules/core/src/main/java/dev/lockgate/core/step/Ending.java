package dev.lockgate.core.step;

import dev.lockgate.core.report.Finding;
import dev.lockgate.core.report.Report;
import java.util.Locale;

/**
 * How a run of a step ended, as it is told to people. Whoever receives one may show all of it: the
 * secrets were taken out before.
 *
 * @param run who and what started the step
 * @param environment the environment it worked on; may be empty
 * @param result how it ended, in one word
 * @param code what blocked or failed it, a heading in the runbook; empty when it passed
 * @param report what was found and done
 */
public record Ending(Run run, String environment, Result result, String code, Report report) {
  /** The values of the output {@code result}. */
  public enum Result {
    PASSED,
    BLOCKED,
    FAILED;

    /** The word users see, such as {@code passed}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The same ending with another report. */
  public Ending with(Report changed) {
    return new Ending(run, environment, result, code, changed);
  }

  /** Whether something was found that a person should look at, although the step went through. */
  public boolean warns() {
    return report.findings().stream().anyMatch(f -> f.level() != Finding.Level.NOTICE);
  }

  /** The page that says what the code means and what to do; empty when the step passed. */
  public String runbook() {
    return code.isEmpty()
        ? ""
        : "https://github.com/lockgate/lockgate/blob/main/modules/docs/runbook.md#" + code;
  }
}
