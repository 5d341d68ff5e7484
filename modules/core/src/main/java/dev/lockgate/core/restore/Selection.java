package dev.lockgate.core.restore;

import dev.lockgate.core.backup.BackupStore;
import dev.lockgate.core.backup.Kept;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.Packing;
import dev.lockgate.core.backup.ProofLevel;
import dev.lockgate.core.step.OutsideFailed;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;

/**
 * Finds the backup that somebody wants back.
 *
 * @param file opens a file that was made elsewhere
 */
public record Selection(BackupStore store, Packing packing, Function<String, RestoreSource> file) {
  /**
   * The backup, its manifest read and nothing else.
   *
   * @param database of which the newest is wanted
   * @throws dev.lockgate.core.step.StepFailure {@code backup-not-found}, {@code manifest-damaged}
   */
  public RestoreSource of(Wanted wanted, String database) {
    return switch (wanted) {
      case Wanted.File(var path) -> file.apply(path);
      case Wanted.Named(var id) -> new StoredSource(store, packing, store.manifest(id));
      case Wanted.Newest newest ->
          new StoredSource(store, packing, newest(newest, database).manifest());
      case Wanted.Snapshot snapshot ->
          throw new IllegalArgumentException(snapshot + " is in no store");
    };
  }

  /** The newest backup that fits, with its proofs. */
  Kept newest(Wanted.Newest wanted, String database) {
    return store.list().stream()
        .filter(id -> id.database().equals(database))
        .filter(id ->
            wanted.before().isEmpty()
                || id.takenAt().isBefore(wanted.before().get().truncatedTo(ChronoUnit.SECONDS)))
        .map(id -> Kept.of(store, id))
        .filter(kept -> kept.manifest().kind() != Manifest.Kind.PRE_RESTORE) // what was replaced
        .filter(kept -> !wanted.verified() || kept.level() == ProofLevel.VERIFIED)
        .findFirst()
        .orElseThrow(() ->
            new OutsideFailed(
                "backup-not-found",
                "The store holds no %s backup of the database %s%s."
                    .formatted(
                        wanted.verified() ? "verified" : "complete",
                        database,
                        wanted.before().map(time -> " from before " + time).orElse("")),
                "Nothing was changed. In GitHub Actions, bring the store's folder into the job"
                    + " first; or name a backup by its id."));
  }
}
