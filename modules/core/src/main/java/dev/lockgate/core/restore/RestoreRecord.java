package dev.lockgate.core.restore;

import dev.lockgate.core.audit.AuditEntry;
import dev.lockgate.core.audit.AuditLog;
import dev.lockgate.core.backup.Backup;
import dev.lockgate.core.backup.BackupStore;
import dev.lockgate.core.backup.Proof;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.core.step.StepFailure;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Writes down what a restore does: in the database's audit table, and beside the backup. */
final class RestoreRecord {
  private final AuditLog audit;
  private final BackupStore store;
  private final Clock clock;
  private final StepContext context;

  RestoreRecord(AuditLog audit, BackupStore store, Clock clock, StepContext context) {
    this.audit = audit;
    this.store = store;
    this.clock = clock;
    this.context = context;
  }

  /** Before the first change; a row that cannot be written stops the restore. */
  void started(Restore.Before before) {
    append(AuditEntry.Outcome.STARTED, before.began(), details(before));
  }

  /**
   * After the commit, when nothing may turn the restore red any more.
   *
   * @return what could not be written down, a sentence each
   */
  List<String> passed(Restore.Done done, Consumer<String> restamp) {
    var details = details(done.before());
    safety(details, done.safety());
    if (!done.snapshot().isEmpty()) {
      details.put("provider-snapshot", done.snapshot());
    }
    details.put("old-database", done.old());
    details.put("proof-level", done.seen().level().label());
    details.put("took", done.whole().toMillis() + " ms");
    var missed = new ArrayList<String>();
    var stamp = done.before().order().restamp();
    if (!stamp.isEmpty()) {
      details.put("restamped", stamp);
      attempt(() -> restamp.accept(stamp), "the new stamp", missed);
    }
    attempt(
        () -> append(AuditEntry.Outcome.PASSED, done.before().began(), details),
        "the row in lockgate.audit",
        missed);
    done.before()
        .source()
        .manifest()
        .ifPresent(manifest -> attempt(() -> store.addProof(proof(done)), "the proof", missed));
    return missed;
  }

  /**
   * After a provider put the server back.
   *
   * @param kept under which name the provider holds what was there before
   * @return what could not be written down, a sentence each
   */
  List<String> passed(Restore.Before before, Restore.Saved safety, String kept) {
    var details = details(before);
    safety(details, safety);
    details.put("kept-by-provider", kept);
    var missed = new ArrayList<String>();
    attempt(
        () -> append(AuditEntry.Outcome.PASSED, before.began(), details),
        "the row in lockgate.audit",
        missed);
    return missed;
  }

  private static void safety(Map<String, String> details, Restore.Saved safety) {
    details.put("safety-backup", safety.manifest().id().toString());
    details.put("safety-backup-manifest-sha256", safety.taken().manifestSha256());
    details.put("safety-backup-level", safety.level().label());
  }

  /** What happened to the database stays the message. */
  void failed(Restore.Before before, StepFailure failure) {
    var details = details(before);
    details.put("code", failure.code());
    details.put("message", String.valueOf(failure.getMessage()));
    attempt(
        () -> append(AuditEntry.Outcome.FAILED, before.began(), details),
        "the row in lockgate.audit",
        new ArrayList<>());
  }

  private Proof proof(Restore.Done done) {
    var manifest = done.before().source().manifest().orElseThrow();
    return new Proof(
        Proof.FORMAT,
        manifest.id(),
        store.manifestSha256(manifest.id()),
        Proof.Kind.RESTORE,
        done.seen().level(),
        done.before().began(),
        done.loading().toMillis(),
        "PostgreSQL " + done.before().state().serverMajor(),
        done.seen().checks(),
        done.notes(),
        Backup.origin(context.run()));
  }

  private Map<String, String> details(Restore.Before before) {
    var details = new TreeMap<String, String>();
    details.put("source", before.source().name());
    details.put("source-sha256", before.source().sha256());
    details.put("method", before.choice().method().map(Method::toString).orElse("snapshot"));
    before
        .source()
        .manifest()
        .ifPresentOrElse(
            manifest -> details.put("manifest-sha256", store.manifestSha256(manifest.id())),
            () -> details.put("unverified", "the source has no manifest"));
    if (!before.order().accepted().isEmpty()) {
      details.put("left behind", String.join(", ", before.order().accepted()));
    }
    before.approvals().evidence().forEach(details::put);
    return details;
  }

  private void append(AuditEntry.Outcome outcome, Instant began, Map<String, String> details) {
    var run = context.run();
    audit.append(
        new AuditEntry(
            run.step(),
            outcome,
            run.actor(),
            run.repository(),
            run.commit(),
            run.runUrl(),
            "",
            "",
            began,
            clock.instant(),
            details));
  }

  private void attempt(Runnable write, String what, List<String> missed) {
    try {
      write.run();
    } catch (RuntimeException e) {
      missed.add("%s could not be written: %s".formatted(what, e.getMessage()));
      context.log().info("This could not be written down: " + what);
      context.log().untrusted(String.valueOf(e.getMessage()));
    }
  }
}
