package dev.lockgate.core.step;

import java.util.List;
import java.util.stream.Collectors;

/** Inputs that cannot be used; the author of the workflow acts. Every problem is named at once. */
public final class BadInputs extends StepFailure {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * One input and what is wrong with it.
   *
   * @param input the name users see, such as {@code database-url}
   * @param message what was expected, with a good example, and what was received unless secret
   */
  public record Problem(String input, String message) {
    @Override
    public String toString() {
      return input + ": " + message;
    }
  }

  /** All problems of a step's inputs, at least one. */
  public BadInputs(List<Problem> problems) {
    this("bad-inputs", problems);
  }

  /** Problems that have a runbook page of their own, at least one. */
  public BadInputs(String code, List<Problem> problems) {
    var lines = problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
    this.problems = List.copyOf(problems);
    super(
        code, lines, "Nothing was changed. Correct the inputs named above in the workflow.", null);
  }

  /** A single bad input with its own code and remedy. */
  public BadInputs(String code, Problem problem, String remedy) {
    this.problems = List.of(problem);
    super(code, problem.toString(), remedy, null);
  }

  /** Every bad input. */
  public List<Problem> problems() {
    return problems;
  }

  @Override
  public int exitCode() {
    return 2;
  }
}
