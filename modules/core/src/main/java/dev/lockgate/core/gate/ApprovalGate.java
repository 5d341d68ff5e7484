package dev.lockgate.core.gate;

import dev.lockgate.core.gate.ApprovalCheck.Problem;
import dev.lockgate.core.step.Run;
import dev.lockgate.core.step.StepFailure;
import java.util.Map;

/**
 * Asks GitHub whether enough different people approved the run. It closes when it cannot be told:
 * nothing but evidence opens it.
 */
public final class ApprovalGate {
  private ApprovalGate() {}

  /**
   * Looks, and changes nothing.
   *
   * @param production whether what GitHub does not say counts as not protected
   */
  public static ApprovalCheck check(
      ApprovalRule rule, boolean production, Run run, Approvals github) {
    try {
      return switch (rule) {
        case ApprovalRule.Nobody _ -> ApprovalCheck.open("nobody has to approve", Map.of());
        case ApprovalRule.Waived(var reason) -> waived(reason);
        case ApprovalRule.Environments environments ->
            outside(run)
                ? shell()
                : new EnvironmentApprovals(environments, production, github).of(run);
        case ApprovalRule.Reviews(var approvals) ->
            outside(run) ? shell() : ReviewApprovals.check(approvals, github);
      };
    } catch (StepFailure e) {
      return ApprovalCheck.closed(
          new Problem(e.code(), String.valueOf(e.getMessage()), e.remedy()), Map.of());
    }
  }

  private static ApprovalCheck waived(String reason) {
    return ApprovalCheck.open("waived: " + reason, Map.of("approvals waived", reason));
  }

  private static boolean outside(Run run) {
    return run.repository().isEmpty() || run.runId().isEmpty();
  }

  private static ApprovalCheck shell() {
    return ApprovalCheck.closed(
        new Problem(
            "approvals-unreadable",
            "this is no run of GitHub Actions, so nobody could approve it there",
            "Run it in a workflow, or set `approvals` to `none:` and who agreed to it otherwise."),
        Map.of());
  }
}
