package dev.lockgate.core.deploy;

import dev.lockgate.core.audit.AuditEntry;
import dev.lockgate.core.audit.AuditLog;
import dev.lockgate.core.diff.Rehearsal;
import dev.lockgate.core.gate.CodedGate;
import dev.lockgate.core.gate.Gate;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.migration.Progress;
import dev.lockgate.core.migration.Ran;
import dev.lockgate.core.step.HalfWay;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.core.step.Unsafe;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Carries a database to the newest version of its migrations, or leaves it as it was. */
public final class Deploy {
  private final DeployTarget target;
  private final AuditLog audit;
  private final DeployOrder order;
  private final Parts parts;
  private final Clock clock;
  private final StepContext context;

  /**
   * What a deploy asks of others.
   *
   * @param backup what stands behind it
   * @param rehearsal a shadow; empty where none can be had
   * @param outside gates whose evidence is not in the database
   * @param health asks the application whether it lives
   */
  public record Parts(
      SafetyBackup backup,
      Optional<Rehearsal> rehearsal,
      List<OutsideGate> outside,
      HealthProbe health) {
    public Parts {
      outside = List.copyOf(outside);
    }
  }

  /** The parts of a deploy. */
  public Deploy(
      DeployTarget target,
      AuditLog audit,
      DeployOrder order,
      Parts parts,
      Clock clock,
      StepContext context) {
    this.target = target;
    this.audit = audit;
    this.order = order;
    this.parts = parts;
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
    long began = System.nanoTime();
    try (var lease = target.lock(holder())) {
      var state = target.state();
      var preflight = target.preflight(state);
      var rehearsed = rehearse(state);
      var gates = gates(state, preflight, rehearsed);
      var report = new DeployReport(context.run(), order, preflight, state, gates);
      gates.forEach(coded -> log(coded.gate()));
      var closed = gates.stream().filter(coded -> !coded.gate().open()).toList();
      if (!closed.isEmpty()) {
        return new Outcome.Blocked(report.blocked(closed), closed.getFirst().code());
      }
      return state.pending().isEmpty() && !order.seed().wanted()
          ? nothingToDo(report, preflight, state)
          : new Work(report, preflight, state, rehearsed, lease, started, began).run();
    }
  }

  private List<CodedGate> gates(MigrationState state, Preflight preflight, Rehearsed rehearsed) {
    var ours = new DeployGates(order, state, preflight, rehearsed, parts.backup()).all();
    var theirs = parts.outside().stream().flatMap(gate -> gate.look(state, details()).stream());
    return Stream.concat(theirs, ours.stream()).toList();
  }

  /** A shadow that cannot be had is told and no reason to stop; one that leaks is. */
  private Rehearsed rehearse(MigrationState state) {
    if (state.pending().isEmpty()) {
      return Rehearsed.without("nothing is pending");
    }
    if (parts.rehearsal().isEmpty()) {
      return Rehearsed.without("no shadow was given");
    }
    say("Rehearsing " + state.pending().size() + " pending on a shadow");
    try {
      var live = target.snapshot();
      return new Rehearsed(Optional.of(parts.rehearsal().get().run(state)), "", Optional.of(live));
    } catch (OutsideFailed e) {
      context.cancellation().check();
      return Rehearsed.without("no shadow could be had: " + e.getMessage());
    }
  }

  private Outcome nothingToDo(DeployReport report, Preflight preflight, MigrationState state) {
    say("Nothing is pending: no backup is needed, nothing will be changed");
    var smoke = smoke(preflight);
    return report.nothingToDo(state, smoke);
  }

  /** The database's own answers, then the application's. */
  private Smoke smoke(Preflight preflight) {
    var held = new ArrayList<String>();
    var failed = new ArrayList<String>();
    var smoke = target.smoke(order.smoke(), preflight.invalidIndexes());
    int number = 0;
    for (var address : order.smoke().healthUrls()) {
      var name = "health URL " + ++number;
      var problem = parts.health().ask(address);
      if (problem.isEmpty()) {
        held.add(name + " answered");
      } else {
        failed.add(name + " " + problem);
      }
    }
    return smoke.with(held, failed);
  }

  private final TreeMap<String, String> details = new TreeMap<>();

  /** What the audit row keeps besides; gates add their evidence. */
  private Map<String, String> details() {
    return details;
  }

  /** Everything after the gates. */
  private final class Work {
    private final DeployReport report;
    private final Preflight preflight;
    private final MigrationState before;
    private final Rehearsed rehearsed;
    private final DeployTarget.Lease lease;
    private final Instant started;
    private final long began;

    Work(
        DeployReport report,
        Preflight preflight,
        MigrationState before,
        Rehearsed rehearsed,
        DeployTarget.Lease lease,
        Instant started,
        long began) {
      this.report = report;
      this.preflight = preflight;
      this.before = before;
      this.rehearsed = rehearsed;
      this.lease = lease;
      this.started = started;
      this.began = began;
    }

    Outcome run() {
      announce();
      var behind = parts.backup().stand(before, preflight.database(), order.seed().wanted());
      say("Behind this deploy: safety backup " + behind.words());
      behind.tell(details);
      describe();
      context.cancellation().check();
      lease.check();
      long row = record(AuditEntry.Outcome.STARTED, before.version());
      details.put("started-row", Long.toString(row));
      if (!order.environment().isEmpty()) {
        target.stamp(order.environment());
      }
      List<Ran> ran;
      try {
        ran = target.migrate(before, new Steps(lease));
        seed();
      } catch (StepFailure e) {
        throw failed(e, behind);
      }
      try {
        return afterwards(ran, behind);
      } catch (OutsideFailed e) {
        throw unseen(e, ran);
      }
    }

    /** What fails after the last commit does not undo it, and knows nothing of it. */
    private StepFailure unseen(OutsideFailed failure, List<Ran> ran) {
      var done =
          ran.isEmpty()
              ? "The seed is committed"
              : "The migrations are applied, the last of them " + ran.getLast().file().script();
      return new OutsideFailed(
          failure.code(),
          String.valueOf(failure.getMessage()),
          done
              + "; only what follows them may be missing: the look whether the database lives,"
              + " and the audit row that says so. Run the step again: it applies nothing twice. "
              + failure.remedy().replaceFirst("^Nothing was changed\\. ?", ""),
          failure);
    }

    private Outcome afterwards(List<Ran> ran, SafetyBackup.Behind behind) {
      var after = target.after(before);
      long migrated = System.nanoTime();
      ran.forEach(one -> details.put("took " + one.file().script(), one.took().toMillis() + " ms"));
      compare(after);
      keep(after, ran);
      say(
          "The database is at version "
              + after.version()
              + "; looking whether every table answers");
      var smoke = smoke(preflight);
      details.put("smoke", smoke.passed() ? "passed" : String.join("; ", smoke.problems()));
      long auditId =
          record(
              smoke.passed() ? AuditEntry.Outcome.PASSED : AuditEntry.Outcome.BLOCKED,
              after.version());
      return report.deployed(
          new DeployReport.Done(
              after,
              ran,
              behind,
              smoke,
              target.statistics(),
              compared(),
              auditId,
              since(began),
              since(migrated)));
    }

    /** Not by the clock of the day, which may be set meanwhile. */
    private static Duration since(long nanos) {
      return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private String compared() {
      return rehearsed.isComparable()
          ? "proven: the schema is the one that came out on the shadow"
          : "not compared with a shadow: " + rehearsed.whyNot();
    }

    /** What came out otherwise than on the shadow is drift from the first minute. */
    private void compare(MigrationState after) {
      if (!rehearsed.isComparable()) {
        details.put("schema", "not compared");
        return;
      }
      var surprises = rehearsed.surprises(target.snapshot());
      details.put("schema", surprises.isEmpty() ? "as on the shadow" : "differs from the shadow");
      if (!surprises.isEmpty()) {
        long row = record(AuditEntry.Outcome.FAILED, after.version());
        throw new Unsafe(
            "schema-differs-from-shadow",
            "%d objects came out otherwise than on the shadow: %s."
                .formatted(surprises.size(), Rehearsed.names(surprises)),
            "The migrations are applied: the database is at version %s, audit row %d. Run the step"
                    .formatted(after.version(), row)
                + " drift to see the differences and the SQL that takes them back; a migration"
                + " depends on something that only this database has (a setting, an object of"
                + " another owner, rows), or somebody changed the schema meanwhile.");
      }
    }

    /** What cannot be kept is told: the migrations are applied, and nothing depends on it. */
    private void keep(MigrationState after, List<Ran> ran) {
      try {
        target.keepTexts(ran);
        if (rehearsed.leavesReference()) {
          target.keepSchema(after);
          details.put("schema-snapshot", "kept");
        }
      } catch (StepFailure e) {
        context.cancellation().check();
        report.notKept(e);
      }
    }

    private void seed() {
      if (!order.seed().wanted()) {
        return;
      }
      for (var file : order.seed().files()) {
        context.cancellation().check();
        lease.check();
        say("Seeding " + file.path());
        target.seed(file);
        details.put("seeded " + file.path(), "yes");
      }
    }

    private void announce() {
      if (before.pending().isEmpty()) {
        return;
      }
      say(
          "%d pending, %s: %s"
              .formatted(
                  before.pending().size(),
                  before.commitPoints() == 1
                      ? "one commit point: all of them or none"
                      : before.commitPoints()
                          + " commit points: a failure leaves what came before it",
                  String.join(", ", before.pending().stream().map(MigrationFile::label).toList())));
    }

    private void describe() {
      if (!order.environment().isEmpty()) {
        details.put("environment", order.environment());
      }
      if (!order.schemaVersion().application().isEmpty()) {
        details.put("app-schema-version", order.schemaVersion().application());
      }
      if (!order.schemaVersion().bypass().isEmpty()) {
        details.put("schema-guard-bypass", order.schemaVersion().bypass());
      }
    }

    /** Records how it failed; what happened to the database stays the message. */
    private StepFailure failed(StepFailure failure, SafetyBackup.Behind behind) {
      behind
          .taken()
          .ifPresent(
              taken -> say("The safety backup " + taken.manifest().id() + " was taken before"));
      details.put("code", failure.code());
      details.put("message", String.valueOf(failure.getMessage()));
      try {
        record(
            failure instanceof HalfWay ? AuditEntry.Outcome.HALF_WAY : AuditEntry.Outcome.FAILED,
            target.state().version());
      } catch (RuntimeException e) {
        context.log().info("The failure could not be recorded in the audit table:");
        context.log().untrusted(String.valueOf(e.getMessage()));
      }
      return failure;
    }

    private long record(AuditEntry.Outcome outcome, String toVersion) {
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
    public void ran(MigrationFile file, int number, int of, Duration took) {
      say("  %s: statement %d of %d, %d ms".formatted(file.script(), number, of, took.toMillis()));
    }

    @Override
    public void retries(String why) {
      context.log().warning(why);
    }

    @Override
    public void ended(Ran ran) {
      say("Ran " + ran.file().script() + " in " + ran.took().toMillis() + " ms");
    }
  }
}
