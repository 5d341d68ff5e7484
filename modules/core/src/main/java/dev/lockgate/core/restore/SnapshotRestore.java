package dev.lockgate.core.restore;

import dev.lockgate.core.audit.AuditLog;
import dev.lockgate.core.backup.BackupStore;
import dev.lockgate.core.backup.DumpSource;
import dev.lockgate.core.backup.Proof;
import dev.lockgate.core.gate.ApprovalGate;
import dev.lockgate.core.gate.Approvals;
import dev.lockgate.core.gate.Gate;
import dev.lockgate.core.provider.ProviderSnapshot;
import dev.lockgate.core.provider.ProviderSnapshots;
import dev.lockgate.core.report.Report;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.core.step.StepFailure;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Has a provider put the whole server back to a snapshot: the gates and the safety backup of every
 * restore first. The commit point is the provider's; what was there before stays with it.
 */
public final class SnapshotRestore {
  private final Parts parts;
  private final Clock clock;
  private final StepContext context;

  /**
   * The parts.
   *
   * @param safety takes the safety backup of the live database and proves it
   */
  public record Parts(
      ProviderSnapshots provider,
      SnapshotTarget target,
      BackupStore store,
      Function<DumpSource, Restore.Saved> safety,
      AuditLog audit,
      Approvals approvals) {}

  /**
   * What was done.
   *
   * @param provider who did it
   * @param kept what was there before
   * @param checks what was looked at afterwards
   */
  record Done(
      Restore.Before before,
      String provider,
      Restore.Saved safety,
      ProviderSnapshot kept,
      List<Proof.Check> checks,
      Duration whole) {
    Done {
      checks = List.copyOf(checks);
    }
  }

  /** One that has not begun. */
  public SnapshotRestore(Parts parts, Clock clock, StepContext context) {
    this.parts = parts;
    this.clock = clock;
    this.context = context;
  }

  /**
   * Puts the server back.
   *
   * @throws StepFailure when it could not be done; the message says whether anything was changed
   */
  public Outcome run(RestoreOrder order, Wanted.Snapshot wanted) {
    var before = look(order, wanted);
    RestoreGates.tell(before.rules(), context.log());
    var closed = before.rules().stream().filter(rule -> !rule.gate().open()).toList();
    if (!closed.isEmpty()) {
      return new Outcome.Blocked(RestoreReport.blocked(before), closed.getFirst().code());
    }
    context.cancellation().check();
    var record = new RestoreRecord(parts.audit(), parts.store(), clock, context);
    record.started(before);
    try {
      return new Outcome.Passed(putBack(before, wanted, record));
    } catch (StepFailure failure) {
      record.failed(before, failure);
      throw failure;
    }
  }

  private Restore.Before look(RestoreOrder order, Wanted.Snapshot wanted) {
    var began = clock.instant();
    var state = parts.target().look();
    var all = parts.provider().list();
    var found = wanted.time().isPresent() ? Optional.<ProviderSnapshot>empty() : find(all, wanted);
    var source = new SnapshotSource(wanted, found);
    var choice = new Choice(Optional.empty(), List.of(), List.of());
    var approvals =
        ApprovalGate.check(order.approvals(), order.production(), context.run(), parts.approvals());
    var recorded = Gate.open("manifest as recorded", "a snapshot has none");
    var others = state.exists() ? parts.target().otherDatabases() : List.<String>of();
    var rules =
        new RestoreGates(order, source, state, choice, approvals, recorded)
            .ofSnapshot(known(wanted, found, all), others);
    return new Restore.Before(order, source, state, choice, approvals, rules, began);
  }

  private static Optional<ProviderSnapshot> find(
      List<ProviderSnapshot> all, Wanted.Snapshot wanted) {
    return all.stream()
        .filter(one ->
            wanted.latest()
                ? !one.replaced() // what somebody wanted to get rid of
                : one.name().equals(wanted.which()) || one.id().equals(wanted.which()))
        .findFirst();
  }

  private Gate known(
      Wanted.Snapshot wanted, Optional<ProviderSnapshot> found, List<ProviderSnapshot> all) {
    var name = "snapshot of " + parts.provider().provider();
    if (wanted.time().isPresent()) {
      return Gate.open(name, "its own history, as of " + wanted.time().get());
    }
    return found
        .map(one -> Gate.open(name, one + ", taken " + RestoreReport.seconds(one.at())))
        .orElseGet(() ->
            Gate.closed(
                name,
                "%s holds no snapshot `%s` that Lockgate took"
                    .formatted(parts.provider().provider(), wanted.which()),
                all.isEmpty()
                    ? "Restore a backup, or a time such as `snapshot:2026-01-31T02:00:00Z`."
                    : "There are: " + Restore.shortened(all.stream().map(this::words).toList())));
  }

  private String words(ProviderSnapshot one) {
    return one.name() + " of " + RestoreReport.seconds(one.at());
  }

  private Report putBack(Restore.Before before, Wanted.Snapshot wanted, RestoreRecord record) {
    say("Taking the safety backup");
    var saved = parts.safety().apply(parts.target().live());
    var own = parts.target().keepOwn();
    context.cancellation().check();
    say(
        "Asking %s to put the server back to %s; this is the commit"
            .formatted(parts.provider().provider(), before.source().name()));
    var kept = ask(before, wanted);
    say("What was there before is kept as " + kept + "; waiting for the server");
    var restored = parts.target().putBack();
    var missed = new ArrayList<String>();
    try {
      own.run();
    } catch (StepFailure e) {
      missed.add("the audit rows and the identity are those of the snapshot: " + e.getMessage());
    }
    var checks = restored.health();
    missed.addAll(record.passed(before, saved, kept.toString()));
    var whole = Duration.between(before.began(), clock.instant());
    say("Done: " + before.state().database() + " is as it was then");
    return SnapshotReport.done(
        new Done(before, parts.provider().provider(), saved, kept, checks, whole), missed);
  }

  private ProviderSnapshot ask(Restore.Before before, Wanted.Snapshot wanted) {
    return wanted
        .time()
        .map(parts.provider()::restoreTo)
        .orElseGet(() ->
            parts
                .provider()
                .restore(((SnapshotSource) before.source()).found().orElseThrow().id()));
  }

  private void say(String line) {
    context.log().info(line);
  }
}
