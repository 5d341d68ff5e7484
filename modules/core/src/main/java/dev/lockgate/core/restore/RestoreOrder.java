package dev.lockgate.core.restore;

import dev.lockgate.core.gate.ApprovalRule;
import dev.lockgate.core.gate.Confirmation;
import java.util.List;

/**
 * What a person asked for.
 *
 * @param wanted which backup
 * @param confirmation what was typed to confirm
 * @param expectHost the host that must be the target; empty for any
 * @param expectDatabase the database that must be the target; empty for any
 * @param production whether the environment is marked production
 * @param approvals who has to have approved
 * @param method how the data is put in place
 * @param accepted names of what may stay behind with the old database
 * @param migrateTo how far it is migrated first
 * @param restamp the environment that the database is to belong to from now on; empty to leave it
 */
public record RestoreOrder(
    Wanted wanted,
    Confirmation confirmation,
    String expectHost,
    String expectDatabase,
    boolean production,
    ApprovalRule approvals,
    Method method,
    List<String> accepted,
    MigrateTo migrateTo,
    String restamp) {
  public RestoreOrder {
    accepted = List.copyOf(accepted);
  }

  /** The same where the policy has its say. */
  public RestoreOrder under(Confirmation typed, boolean marked, ApprovalRule rule) {
    return new RestoreOrder(
        wanted,
        typed,
        expectHost,
        expectDatabase,
        marked,
        rule,
        method,
        accepted,
        migrateTo,
        restamp);
  }

  /** What must be typed. */
  public static String phrase(boolean production) {
    return production ? "RESTORE_PRODUCTION" : "RESTORE";
  }
}
