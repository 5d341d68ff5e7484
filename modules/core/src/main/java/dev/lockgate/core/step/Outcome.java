package dev.lockgate.core.step;

import dev.lockgate.core.report.Report;

/** How a step that did its job ended. A step that could not do it throws a {@link StepFailure}. */
public sealed interface Outcome {
  /** What was found and done, for every renderer. */
  Report report();

  /** Nothing stands in the way; exit code 0. */
  record Passed(Report report) implements Outcome {}

  /**
   * A gate is closed, or there is a finding that the caller asked to be stopped by; exit code 1.
   *
   * @param code stable kebab-case name of what blocked, a heading in the runbook
   */
  record Blocked(Report report, String code) implements Outcome {}
}
