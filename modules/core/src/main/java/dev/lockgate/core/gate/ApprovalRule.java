package dev.lockgate.core.gate;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/** How many people must have approved a run, and where they do it. */
public sealed interface ApprovalRule {
  /** What replacing a production database asks for: nobody does that alone. */
  int TWO_PEOPLE = 2;

  /** What changing production asks for: somebody else than who started the run looked at it. */
  int SOMEBODY_ELSE = 1;

  /** Where people approve: the values of the input {@code approvals-from}. */
  enum From {
    ENVIRONMENTS,
    PULL_REQUEST
  }

  /** Nobody has to approve. */
  record Nobody() implements ApprovalRule {}

  /** Somebody decided to go without, and said why. */
  record Waived(String reason) implements ApprovalRule {}

  /**
   * Each of these environments of GitHub is approved by a different person.
   *
   * @param approvals how many people
   * @param names of the environments, without repetition
   * @param own the environment of the job, which counts when somebody let it in; may be empty
   */
  record Environments(int approvals, List<String> names, String own) implements ApprovalRule {
    public Environments {
      names = List.copyOf(new LinkedHashSet<>(names));
    }
  }

  /** So many people approved the pull request whose merge is being run. */
  record Reviews(int approvals) implements ApprovalRule {}

  /**
   * Reads the inputs.
   *
   * @param approvals a number, {@code none:} and a reason, or empty: in production the least, and
   *     at least as many as environments are named
   * @param own the environment of the job
   * @param least how many people production asks for
   * @throws IllegalArgumentException saying what was expected of {@code approvals}
   */
  static ApprovalRule of(
      String approvals, List<String> names, From from, String own, boolean production, int least) {
    if (approvals.startsWith("none")) {
      return new Waived(reason(approvals));
    }
    var asked = approvals.isEmpty() ? standard(names, production ? least : 0) : number(approvals);
    if (production && asked < least) {
      throw new IllegalArgumentException(
          "expected at least `%d` in production, or `none:` and the reason, which is recorded"
              .formatted(least));
    }
    if (asked == 0) {
      return new Nobody();
    }
    return switch (from) {
      case ENVIRONMENTS -> new Environments(asked, names, own);
      case PULL_REQUEST -> new Reviews(asked);
    };
  }

  private static int standard(List<String> names, int least) {
    return Math.max(least, (int) names.stream().distinct().count());
  }

  private static int number(String text) {
    if (!Pattern.matches("[0-9]", text)) {
      throw new IllegalArgumentException(
          "expected how many people have to approve, such as `2`, or `none:` and the reason");
    }
    return Integer.parseInt(text);
  }

  private static String reason(String text) {
    var reason = text.startsWith("none:") ? text.substring("none:".length()).strip() : "";
    if (reason.isEmpty()) {
      throw new IllegalArgumentException(
          "expected a reason, such as `none: the plan of the account has no required reviewers`");
    }
    return reason;
  }
}
