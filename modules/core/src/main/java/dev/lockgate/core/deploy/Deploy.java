package dev.lockgate.core.deploy;

import dev.lockgate.core.audit.AuditEntry;
import dev.lockgate.core.audit.AuditLog;
import dev.lockgate.core.backup.Backup;
import dev.lockgate.core.gate.Gate;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.migration.Progress;
import dev.lockgate.core.migration.Ran;
import dev.lockgate.core.step.HalfWay;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.core.step.StepFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Carries a database to the newest version of its migrations, or leaves it as it was. */
public final class Deploy {
  private final DeployTarget target;
  private final AuditLog audit;
  private final SafetyBackupRule rule;
  private final Supplier<Backup.Taken> backup;
  private final Clock clock;
  private final StepContext context;

  /**
   * The parts of a deploy.
   *
   * @param backup takes the safety backup
   */
  public Deploy(
      DeployTarget target,
      AuditLog audit,
      SafetyBackupRule rule,
      Supplier<Backup.Taken> backup,
      Clock clock,
      StepContext context) {
    this.target = target;
    this.audit = audit;
    this.rule = rule;
    this.backup = backup;
    this.clock = clock;
    this.context = context;
  }

  /**
   * Evaluates every gate, then takes the safety backup, migrates, looks whether the database lives
   * and records it.
   *
   * @return blocked when a gate is closed (nothing was changed) or the smoke check failed
   * @throws StepFailure when it could not be done; says at which version the database stands
   */
  public Outcome run() {
    var started = clock.instant();
    try (var lease = target.lock(holder())) {
      var preflight = target.preflight();
      var state = target.state();
      var gates = new DeployGates(state, preflight, rule).all();
      var report = new DeployReport(context.run(), preflight, state, gates);
      gates.forEach(coded -> log(coded.gate()));
      var closed = gates.stream().filter(coded -> !coded.gate().open()).toList();
      if (!closed.isEmpty()) {
        return new Outcome.Blocked(report.blocked(closed), closed.getFirst().code());
      }
      return state.pending().isEmpty()
          ? nothingToDo(report, preflight, state)
          : deploy(report, preflight, state, lease, started);
    }
  }

  private Outcome nothingToDo(DeployReport report, Preflight preflight, MigrationState state) {
    say("Nothing is pending: no backup is needed, nothing will be changed");
    var smoke = target.smoke(preflight.invalidIndexes());
    return report.nothingToDo(state, smoke);
  }

  private Outcome deploy(
      DeployReport report,
      Preflight preflight,
      MigrationState before,
      DeployTarget.Lease lease,
      Instant started) {
    announce(before);
    var details = new TreeMap<String, String>();
    var taken = safetyBackup(details);
    context.cancellation().check();
    lease.check();
    long row = record(AuditEntry.Outcome.STARTED, before, before.version(), started, details);
    List<Ran> ran;
    try {
      ran = target.migrate(new Steps(lease));
    } catch (StepFailure e) {
      throw failed(e, before, started, details, taken);
    }
    var after = target.state();
    var migrated = clock.instant();
    say("The database is at version " + after.version() + "; looking whether every table answers");
    var smoke = target.smoke(preflight.invalidIndexes());
    details.put("smoke", smoke.passed() ? "passed" : String.join("; ", smoke.problems()));
    ran.forEach(one -> details.put("took " + one.file().script(), one.took().toMillis() + " ms"));
    details.put("started-row", Long.toString(row));
    long auditId =
        record(
            smoke.passed() ? AuditEntry.Outcome.PASSED : AuditEntry.Outcome.BLOCKED,
            before,
            after.version(),
            started,
            details);
    return report.deployed(
        new DeployReport.Done(
            after,
            ran,
            taken,
            smoke,
            auditId,
            Duration.between(started, clock.instant()),
            Duration.between(migrated, clock.instant())));
  }

  private void announce(MigrationState state) {
    say(
        "%d pending, %s: %s"
            .formatted(
                state.pending().size(),
                state.commitPoints() == 1
                    ? "one commit point: all of them or none"
                    : state.commitPoints() + " commit points: a failure leaves what came before it",
                String.join(", ", state.pending().stream().map(MigrationFile::label).toList())));
  }

  private Optional<Backup.Taken> safetyBackup(Map<String, String> details) {
    return switch (rule) {
      case SafetyBackupRule.None(var reason) -> {
        details.put("safety-backup", "none: " + reason);
        yield Optional.empty();
      }
      case SafetyBackupRule.Always _ -> {
        say("Taking the safety backup");
        var taken = backup.get();
        details.put("safety-backup", taken.manifest().id().toString());
        details.put("safety-backup-sha256", taken.manifest().archive().stored().sha256());
        yield Optional.of(taken);
      }
    };
  }

  /** Records how it failed; what happened to the database stays the message. */
  private StepFailure failed(
      StepFailure failure,
      MigrationState before,
      Instant started,
      Map<String, String> details,
      Optional<Backup.Taken> taken) {
    taken.ifPresent(
        backup -> say("The safety backup " + backup.manifest().id() + " was taken before"));
    details.put("code", failure.code());
    details.put("message", String.valueOf(failure.getMessage()));
    try {
      record(
          failure instanceof HalfWay ? AuditEntry.Outcome.HALF_WAY : AuditEntry.Outcome.FAILED,
          before,
          target.state().version(),
          started,
          details);
    } catch (RuntimeException e) {
      context.log().info("The failure could not be recorded in the audit table:");
      context.log().untrusted(String.valueOf(e.getMessage()));
    }
    return failure;
  }

  private long record(
      AuditEntry.Outcome outcome,
      MigrationState before,
      String toVersion,
      Instant started,
      Map<String, String> details) {
    var run = context.run();
    return audit.append(
        new AuditEntry(
            run.step(),
            outcome,
            run.actor(),
            run.repository(),
            run.commit(),
            run.runUrl(),
            before.version(),
            toVersion,
            started,
            clock.instant(),
            details));
  }

  private String holder() {
    var run = context.run();
    return run.step()
        + (run.actor().isEmpty() ? "" : " by " + run.actor())
        + (run.runId().isEmpty() ? "" : ", run " + run.runId());
  }

  private void log(Gate gate) {
    say((gate.open() ? "open:   " : "CLOSED: ") + gate.name() + ": " + gate.evidence());
  }

  private void say(String line) {
    context.log().info(line);
  }

  /** Before each file: the run goes on and the lock is ours. */
  private final class Steps implements Progress {
    private final DeployTarget.Lease lease;

    Steps(DeployTarget.Lease lease) {
      this.lease = lease;
    }

    @Override
    public void begins(MigrationFile file) {
      context.cancellation().check();
      lease.check();
      say("Running " + file.script());
    }

    @Override
    public void ended(Ran ran) {
      say("Ran " + ran.file().script() + " in " + ran.took().toMillis() + " ms");
    }
  }
}
