package dev.lockgate.core.restore;

import dev.lockgate.core.backup.ArchiveCheck;
import dev.lockgate.core.backup.ArchiveParser;
import dev.lockgate.core.backup.Backup;
import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.backup.BackupStore;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.Packing;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.core.step.Unsafe;
import dev.lockgate.core.verification.Comparison;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Restores a backup, one way: gates, archive checked, safety backup, new database, compared, and
 * only then the names exchanged. The live database is wholly the old one until that commit.
 */
public final class Restore {
  private final BackupStore store;
  private final Packing packing;
  private final ArchiveParser parser;
  private final Backup safety;
  private final RestoreTarget target;
  private final Clock clock;
  private final StepContext context;

  /**
   * The parts of a restore.
   *
   * @param safety takes a backup of the live database
   */
  public Restore(
      BackupStore store,
      Packing packing,
      ArchiveParser parser,
      Backup safety,
      RestoreTarget target,
      Clock clock,
      StepContext context) {
    this.store = store;
    this.packing = packing;
    this.parser = parser;
    this.safety = safety;
    this.target = target;
    this.clock = clock;
    this.context = context;
  }

  /**
   * What a restore did.
   *
   * @param before what was seen on the server before the first change
   * @param rules every gate
   * @param safety the backup of what was there before
   * @param old the name under which that is kept
   * @param notes what a reader should know
   */
  record Done(
      Manifest manifest,
      TargetState before,
      List<RestoreGates.Rule> rules,
      Backup.Taken safety,
      String old,
      String undo,
      List<String> notes,
      Duration loading,
      Duration swapping,
      Duration whole) {
    Done {
      rules = List.copyOf(rules);
      notes = List.copyOf(notes);
    }
  }

  /**
   * Restores a backup over the live database, which is kept under another name.
   *
   * @throws dev.lockgate.core.step.StepFailure when it could not be done; the message says whether
   *     anything was changed
   */
  public Outcome run(RestoreOrder order) {
    var began = clock.instant();
    var state = target.look();
    var manifest = store.manifest(order.backup().orElseGet(() -> newest(state.database())));
    var rules = new RestoreGates(order, manifest, state).evaluate();
    var closed = rules.stream().filter(rule -> !rule.gate().open()).toList();
    if (!closed.isEmpty()) {
      return new Outcome.Blocked(
          RestoreReport.blocked(manifest, state, rules), closed.getFirst().code());
    }
    context.log().info("Every gate is open; checking the archive of " + manifest.id());
    ArchiveCheck.read(
        store.read(manifest),
        packing,
        manifest.archive(),
        plain -> parser.parse(manifest.server(), plain));
    context.cancellation().check();
    context.log().info("The archive is whole; taking the safety backup first");
    var saved = safety.take(Manifest.Kind.PRE_RESTORE);
    return new Outcome.Passed(RestoreReport.done(replace(manifest, state, rules, saved, began)));
  }

  private BackupId newest(String database) {
    return store.list().stream()
        .filter(id -> id.database().equals(database))
        .findFirst()
        .orElseThrow(() ->
            new OutsideFailed(
                "backup-not-found",
                "The store holds no complete backup of the database " + database + ".",
                "Nothing was changed. In GitHub Actions, bring the store's folder into the job"
                    + " first; or name a backup by its id."));
  }

  private Done replace(
      Manifest manifest,
      TargetState state,
      List<RestoreGates.Rule> rules,
      Backup.Taken saved,
      Instant began) {
    var suffix = saved.manifest().id().suffix();
    var fresh = DatabaseNames.fresh(state.database(), suffix);
    var old = DatabaseNames.old(state.database(), suffix);
    var swapped = false;
    context.cancellation().check();
    context.log().info("Restoring into the new database " + fresh);
    try {
      var loadBegan = clock.instant();
      target.create(fresh);
      ArchiveCheck.read(
          store.read(manifest),
          packing,
          manifest.archive(),
          plain -> target.load(fresh, manifest, plain));
      var notes = new ArrayList<>(compare(fresh, manifest));
      notes.addAll(target.carryOver(fresh));
      context.cancellation().check();
      var swapBegan = clock.instant();
      context.log().info("Everything agrees with the manifest; exchanging the names");
      target.swap(fresh, old);
      swapped = true;
      var ended = clock.instant();
      context.log().info("Done: " + state.database() + " is restored, " + old + " is kept");
      return new Done(
          manifest,
          state,
          rules,
          saved,
          old,
          target.undo(old, DatabaseNames.undone(state.database(), suffix)),
          notes,
          Duration.between(loadBegan, swapBegan),
          Duration.between(swapBegan, ended),
          Duration.between(began, ended));
    } finally {
      if (!swapped) {
        context.log().info("Removing " + fresh + "; the live database is as it was");
        target.drop(fresh);
      }
    }
  }

  private List<String> compare(String fresh, Manifest manifest) {
    context.cancellation().check();
    context.log().info("Counting every table and comparing with the manifest");
    var comparison = Comparison.of(manifest.contents(), target.contents(fresh));
    if (!comparison.differences().isEmpty()) {
      throw new Unsafe(
          "restored-data-differs",
          "What was restored differs from the manifest of %s: %s."
              .formatted(manifest.id(), shortened(comparison.differences())),
          "The live database was not changed; the new one was removed. Use another backup and"
              + " report this, for the archive was whole.");
    }
    return comparison.notes();
  }

  private static String shortened(List<String> differences) {
    var shown = String.join("; ", differences.subList(0, Math.min(10, differences.size())));
    var rest = differences.size() - 10;
    return rest > 0 ? shown + "; and " + rest + " more" : shown;
  }
}
