package dev.lockgate.core.restore;

import dev.lockgate.core.audit.AuditLog;
import dev.lockgate.core.backup.Backup;
import dev.lockgate.core.backup.BackupStore;
import dev.lockgate.core.backup.DumpSource;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.Packing;
import dev.lockgate.core.backup.ProofLevel;
import dev.lockgate.core.gate.ApprovalCheck;
import dev.lockgate.core.gate.ApprovalGate;
import dev.lockgate.core.gate.Approvals;
import dev.lockgate.core.provider.ProviderSnapshot;
import dev.lockgate.core.provider.ProviderSnapshots;
import dev.lockgate.core.routine.Proving;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.core.step.StepFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Restores a backup, one way: gates, archive checked, safety backup, data loaded, looked at from
 * all sides, and only then the commit. The live database is wholly the old one until then.
 */
public final class Restore {
  private final Parts parts;
  private final Clock clock;
  private final StepContext context;

  /**
   * The parts of a restore.
   *
   * @param selection finds the backup
   * @param check reads a source to its end and makes nothing of it
   * @param provider takes one more snapshot, beside the safety backup and never for it
   * @param safety takes the safety backup of the live database and proves it
   * @param restamp says from now on which environment the database belongs to
   */
  public record Parts(
      Selection selection,
      RestoreTarget target,
      Consumer<RestoreSource> check,
      Optional<ProviderSnapshots> provider,
      Function<DumpSource, Saved> safety,
      AuditLog audit,
      Approvals approvals,
      Consumer<String> restamp) {
    BackupStore store() {
      return selection.store();
    }

    Packing packing() {
      return selection.packing();
    }
  }

  /** The safety backup, and what was proven of it. */
  public record Saved(Backup.Taken taken, Proving.Proven proven) {
    Manifest manifest() {
      return taken.manifest();
    }

    ProofLevel level() {
      return proven.level(manifest());
    }

    /** Why a restore did not prove it; empty when one did. */
    String whyNot() {
      return proven.words();
    }
  }

  /** A restore that has not begun. */
  public Restore(Parts parts, Clock clock, StepContext context) {
    this.parts = parts;
    this.clock = clock;
    this.context = context;
  }

  /**
   * Everything known before the first change.
   *
   * @param approvals who approved
   * @param rules every gate
   */
  record Before(
      RestoreOrder order,
      RestoreSource source,
      TargetState state,
      Choice choice,
      ApprovalCheck approvals,
      List<RestoreGates.Rule> rules,
      Instant began) {
    Before {
      rules = List.copyOf(rules);
    }
  }

  /**
   * What a restore did.
   *
   * @param safety the backup of what was there before
   * @param snapshot the provider's, in words; empty when there is none
   * @param old the name under which that is kept; empty when it is not
   * @param undo SQL that exchanges the two back; empty when there is none
   * @param seen what was looked at before the commit
   * @param notes what a reader should know
   * @param late tables that were written to after the safety backup's snapshot, in words
   */
  record Done(
      Before before,
      Saved safety,
      String snapshot,
      String old,
      String undo,
      Verified seen,
      List<String> notes,
      List<String> late,
      Duration loading,
      Duration committing,
      Duration whole) {
    Done {
      notes = List.copyOf(notes);
      late = List.copyOf(late);
    }
  }

  /**
   * Restores a backup over the live database.
   *
   * @throws StepFailure when it could not be done; the message says whether anything was changed
   */
  public Outcome run(RestoreOrder order) {
    var before = look(order);
    RestoreGates.tell(before.rules(), context.log());
    var closed = before.rules().stream().filter(rule -> !rule.gate().open()).toList();
    if (!closed.isEmpty()) {
      return new Outcome.Blocked(RestoreReport.blocked(before), closed.getFirst().code());
    }
    say("Every gate is open; reading all of " + before.source().name() + " first");
    parts.check().accept(before.source());
    context.cancellation().check();
    var record = new RestoreRecord(parts.audit(), parts.store(), clock, context);
    record.started(before);
    try {
      var done = replace(before);
      var late = record.passed(done, parts.restamp());
      return new Outcome.Passed(RestoreReport.done(done, late));
    } catch (StepFailure failure) {
      record.failed(before, failure);
      throw failure;
    }
  }

  private Before look(RestoreOrder order) {
    var began = clock.instant();
    var state = parts.target().look();
    var source = parts.selection().of(order.wanted(), state.database());
    var choice = Choice.of(order.method(), state, parts.target(), source, order.migrateTo());
    var approvals =
        ApprovalGate.check(order.approvals(), order.production(), context.run(), parts.approvals());
    var recorded = new RecordedManifest(parts.audit(), parts.store()).gate(source, state);
    var rules = new RestoreGates(order, source, state, choice, approvals, recorded).evaluate();
    return new Before(order, source, state, choice, approvals, rules, began);
  }

  private Done replace(Before before) {
    try (var attempt = parts.target().begin(before.choice().method().orElseThrow())) {
      var snapshot = parts.provider().map(this::snapshot);
      say("Taking the safety backup");
      var saved = parts.safety().apply(attempt.live());
      context.cancellation().check();
      var loadBegan = clock.instant();
      attempt.prepare(
          saved.manifest().id().suffix(),
          new StoredSource(parts.store(), parts.packing(), saved.manifest()),
          before.source().schemas());
      say("Loading " + before.source().name());
      attempt.load(before.source());
      context.cancellation().check();
      say("Looking at what was loaded, from all sides");
      var seen = Verified.of(before.source(), before.state(), attempt.loaded());
      var notes = new ArrayList<>(seen.notes());
      notes.addAll(attempt.migrate(before.order().migrateTo()));
      attempt.smoke();
      notes.addAll(attempt.carryOver());
      context.cancellation().check();
      var commitBegan = clock.instant();
      say("Everything agrees; this is the commit");
      attempt.commit();
      var ended = clock.instant();
      say("Done: " + before.state().database() + " is restored");
      return new Done(
          before,
          saved,
          snapshot.map(ProviderSnapshot::toString).orElse(""),
          attempt.old(),
          attempt.undo(),
          seen,
          notes,
          late(attempt, saved),
          Duration.between(loadBegan, commitBegan),
          Duration.between(commitBegan, ended),
          Duration.between(before.began(), ended));
    }
  }

  private ProviderSnapshot snapshot(ProviderSnapshots provider) {
    say("Asking " + provider.provider() + " for a snapshot");
    var taken = provider.take("restore");
    say(provider.provider() + " holds " + taken);
    return taken;
  }

  /** Counted after the commit, so that nothing waits for it; and nothing turns red by it. */
  private List<String> late(RestoreTarget.Attempt attempt, Saved saved) {
    try {
      return attempt
          .kept()
          .map(kept -> kept.contents(List.of(), false))
          .map(contents -> LateWrites.between(saved.manifest().contents(), contents))
          .orElse(List.of());
    } catch (StepFailure e) {
      return List.of("the kept database could not be counted: " + e.getMessage());
    }
  }

  private void say(String line) {
    context.log().info(line);
  }

  /** The first of many names, and how many more there are. */
  static String shortened(List<String> names) {
    var shown = String.join("; ", names.subList(0, Math.min(10, names.size())));
    var rest = names.size() - 10;
    return rest > 0 ? shown + "; and " + rest + " more" : shown;
  }
}
