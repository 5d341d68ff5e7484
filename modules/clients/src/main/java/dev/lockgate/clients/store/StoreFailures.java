package dev.lockgate.clients.store;

import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepFailure;
import org.jspecify.annotations.Nullable;

/** What every store says in the same words. */
final class StoreFailures {
  private StoreFailures() {}

  static StepFailure notFound(String place, BackupId id, @Nullable Exception cause) {
    return new OutsideFailed(
        "backup-not-found",
        "There is no complete backup " + id + " in the store " + place + ".",
        "Nothing was changed. Give the id of a backup in that store, or `latest`; in GitHub"
            + " Actions, bring a folder that is the store into the job first.",
        cause);
  }
}
