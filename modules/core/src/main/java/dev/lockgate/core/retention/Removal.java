package dev.lockgate.core.retention;

import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.backup.BackupStore;
import dev.lockgate.core.backup.Kept;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.OutsideFailed;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a retention did in a store.
 *
 * @param plan what is kept and what was to be removed, with reasons
 * @param removed what is gone now
 * @param swept what was left behind by backups that never were completed
 * @param refused what the store said when nothing could be removed; empty when it did not
 */
public record Removal(
    RetentionPlan plan, List<BackupId> removed, List<String> swept, String refused) {
  /** A dump may take six hours; whatever is older and has no manifest will never get one. */
  private static final Duration UNFINISHED = Duration.ofDays(2);

  public Removal {
    removed = List.copyOf(removed);
    swept = List.copyOf(swept);
  }

  /**
   * Applies a retention to the backups of one database. To be called after a good backup only.
   *
   * <p>A store that does not allow it is no failure: nothing is lost by keeping more.
   */
  public static Removal apply(
      Retention retention, BackupStore store, String database, Clock clock, Log log) {
    var now = clock.instant();
    var backups = store.list().stream().filter(id -> id.database().equals(database)).toList();
    var plan = RetentionPlan.of(retention, backups, id -> Kept.of(store, id), now);
    var removed = new ArrayList<BackupId>();
    List<String> swept = List.of();
    var refused = "";
    try {
      for (var id : List.copyOf(plan.removed().keySet()).reversed()) {
        log.info("Removing backup " + id + ": " + plan.removed().get(id));
        store.remove(id);
        removed.add(id);
      }
      swept = store.sweep(now.minus(UNFINISHED));
    } catch (OutsideFailed e) {
      refused = String.valueOf(e.getMessage());
      log.warning("Old backups were not removed: " + refused);
    }
    return new Removal(plan, removed, swept, refused);
  }
}
