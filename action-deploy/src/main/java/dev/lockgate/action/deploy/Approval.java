package dev.lockgate.action.deploy;

import dev.lockgate.core.deploy.OutsideGate;
import dev.lockgate.core.gate.ApprovalGate;
import dev.lockgate.core.gate.ApprovalRule;
import dev.lockgate.core.gate.Approvals;
import dev.lockgate.core.gate.CodedGate;
import dev.lockgate.core.gate.Confirmation;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.step.Run;
import java.util.List;
import java.util.Map;

/**
 * Who let this deploy happen: the word that was typed, and the people who approved the run.
 *
 * @param confirmed whether the word must have been typed
 * @param production whether what GitHub does not say counts as not protected
 */
record Approval(
    boolean confirmed,
    boolean production,
    Confirmation confirmation,
    ApprovalRule rule,
    Run run,
    Approvals github)
    implements OutsideGate {
  /** What is typed into {@code confirm}. */
  static final String PHRASE = "DEPLOY";

  @Override
  public List<CodedGate> look(MigrationState state, Map<String, String> evidence) {
    var approvals = ApprovalGate.check(rule, production, run, github);
    evidence.putAll(approvals.evidence());
    var approved = new CodedGate(approvals.code(), approvals.gate());
    return confirmed
        ? List.of(new CodedGate("deploy-not-confirmed", confirmation.gate()), approved)
        : List.of(approved);
  }
}
