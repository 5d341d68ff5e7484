package dev.lockgate.core.restore;

import dev.lockgate.core.audit.AuditLog;
import dev.lockgate.core.backup.BackupStore;
import dev.lockgate.core.gate.Gate;
import dev.lockgate.core.step.StepFailure;
import java.util.List;

/**
 * A backup's manifest beside what the database's own audit rows say of it: a store that somebody
 * wrote to cannot change those as well.
 */
record RecordedManifest(AuditLog audit, BackupStore store) {
  private static final String NAME = "manifest as recorded";

  Gate gate(RestoreSource source, TargetState target) {
    var manifest = source.manifest();
    if (manifest.isEmpty() || !target.exists()) {
      return Gate.open(NAME, "nothing is recorded about it");
    }
    var recorded = recorded(source);
    if (recorded.isEmpty()) {
      return Gate.open(NAME, "no audit row of the database tells of this backup");
    }
    return recorded.contains(store.manifestSha256(manifest.get().id()))
        ? Gate.open(NAME, "its sha256 is the one in the database's audit rows")
        : Gate.closed(
            NAME,
            "its sha256 is another one than in the database's audit rows",
            "Somebody changed the backup's manifest after it was taken: find out who writes to the"
                + " store, and use another backup.");
  }

  /** A damaged database must not keep a restore from repairing it. */
  private List<String> recorded(RestoreSource source) {
    try {
      return audit.manifestDigests(source.name());
    } catch (StepFailure _) {
      return List.of();
    }
  }
}
