package dev.lockgate.core.restore;

import dev.lockgate.core.backup.ByteSize;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.report.Block;
import dev.lockgate.core.report.Finding;
import dev.lockgate.core.report.Report;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells people what a restore did, or what keeps it from beginning, and how to undo it. */
final class RestoreReport {
  private RestoreReport() {}

  static Report blocked(Restore.Before before) {
    var report = Report.builder();
    var state = before.state();
    var rules = before.rules();
    report.text("Nothing was changed.");
    if (before.source() instanceof SnapshotSource) {
      SnapshotReport.target(report, before);
    } else {
      backup(report, before);
    }
    gates(report, before);
    for (var rule : rules) {
      if (!rule.gate().open()) {
        report.finding(
            Finding.of(
                Finding.Level.ERROR,
                rule.code(),
                rule.gate().name() + ": " + rule.gate().evidence() + ". " + rule.gate().remedy()));
      }
    }
    kept(report, state, List.of());
    return report
        .output("backup-id", before.source().name())
        .build(
            "Blocked: %s was not restored, %d of %d gates are closed"
                .formatted(
                    state.database(),
                    rules.stream().filter(rule -> !rule.gate().open()).count(),
                    rules.size()));
  }

  /**
   * @param missed what could not be written down, a sentence each
   */
  static Report done(Restore.Done done, List<String> missed) {
    var report = Report.builder();
    var before = done.before();
    var safety = done.safety().manifest();
    backup(report, before);
    report
        .fact("Method", before.choice().method().map(Method::toString).orElse(""))
        .fact("Proven", done.seen().level() + ": " + done.seen().level().words())
        .fact("Safety backup", safety.id() + " (" + done.safety().level() + ")")
        .fact("Old database", done.old().isEmpty() ? "not kept" : done.old() + ", kept")
        .fact("Restore and comparison", seconds(done.loading()))
        .fact("Committed in", seconds(done.committing()))
        .fact("Whole step", seconds(done.whole()));
    if (!done.snapshot().isEmpty()) {
      report.fact("Snapshot of the provider", done.snapshot());
    }
    late(report, done, safety);
    unproven(report, done.safety());
    for (var note : done.notes()) {
      report.finding(Finding.of(Finding.Level.WARNING, "restore-note", note));
    }
    for (var note : missed) {
      report.finding(Finding.of(Finding.Level.WARNING, "restore-not-recorded", note));
    }
    for (var table : done.late()) {
      report.finding(Finding.of(Finding.Level.WARNING, "restore-late-writes", table));
    }
    undo(report, done, safety);
    checks(report, done);
    gates(report, before);
    kept(report, before.state(), done.old().isEmpty() ? List.of() : List.of(done.old()));
    return report
        .output("backup-id", before.source().name())
        .output("safety-backup-id", safety.id().toString())
        .output("old-database", done.old())
        .output("undo", done.undo())
        .output("proof-level", done.seen().level().label())
        .output("duration-seconds", Long.toString(done.whole().toSeconds()))
        .build(
            "Restored %s from %s"
                .formatted(
                    before.state().database(),
                    before
                        .source()
                        .manifest()
                        .map(manifest -> "the backup of " + seconds(manifest.began()))
                        .orElse("the unverified source " + before.source().name())));
  }

  static void unproven(Report.Builder report, Restore.Saved safety) {
    var whyNot = safety.whyNot();
    if (!whyNot.isEmpty()) {
      report.finding(
          Finding.of(
              Finding.Level.NOTICE,
              "safety-backup-parsed",
              "The safety backup was parsed and not restored to prove it: " + whyNot + "."));
    }
  }

  private static void late(Report.Builder report, Restore.Done done, Manifest safety) {
    report.text(
        done.old().isEmpty()
            ? "Nobody could write from %s on, when the safety backup's snapshot was taken, until the restore was done."
                .formatted(seconds(safety.began()))
            : "Rows written to the old database after %s, when the safety backup's snapshot was taken, are in %s only."
                .formatted(seconds(safety.began()), done.old()));
  }

  private static void undo(Report.Builder report, Restore.Done done, Manifest safety) {
    if (done.undo().isEmpty()) {
      report.command("To undo the restore, restore the safety backup", "backup: " + safety.id());
    } else {
      report.sql(
          "To undo the restore, run this in the database %s"
              .formatted(done.before().state().maintenanceDatabase()),
          done.undo());
    }
  }

  private static void checks(Report.Builder report, Restore.Done done) {
    report.heading("What was looked at before the commit");
    report.table(
        List.of("Check", "Result", "Found"),
        done.seen().checks().stream()
            .map(check -> List.of(check.name(), check.result().toString(), check.detail()))
            .toList());
  }

  private static void backup(Report.Builder report, Restore.Before before) {
    var state = before.state();
    report
        .fact("Host", state.host())
        .fact("Database", state.database() + ", " + new ByteSize(state.size()))
        .fact("System identifier", state.system().isEmpty() ? "not readable" : state.system())
        .fact("Backup", before.source().name());
    before
        .source()
        .manifest()
        .ifPresentOrElse(
            manifest ->
                report
                    .fact("Taken", seconds(manifest.began()).toString())
                    .fact(
                        "Proof level when it was taken",
                        manifest.level() + ": " + manifest.level().words())
                    .fact(
                        "Holds",
                        String.format(
                            Locale.ROOT,
                            "%,d rows in %,d tables",
                            manifest.contents().rows(),
                            manifest.contents().tables().size())),
            () ->
                report
                    .fact("Unverified source", "a file that Lockgate did not make")
                    .fact("sha256", before.source().sha256()));
  }

  static void gates(Report.Builder report, Restore.Before before) {
    report.heading("Gates");
    report.table(
        List.of("Gate", "State", "Evidence", "How to open it"),
        before.rules().stream()
            .map(RestoreGates.Rule::gate)
            .map(g -> List.of(g.name(), g.open() ? "open" : "closed", g.evidence(), g.remedy()))
            .toList());
    if (!before.approvals().evidence().isEmpty()) {
      report.heading("Approvals");
      report.table(List.of("What", "Seen"), before.approvals().rows());
    }
  }

  private static void kept(Report.Builder report, TargetState state, List<String> now) {
    if (state.oldDatabases().isEmpty() && now.isEmpty()) {
      return;
    }
    report.heading("Databases kept by restores");
    var names = new ArrayList<String>();
    for (var old : state.oldDatabases()) {
      names.add(old.name() + ", " + new ByteSize(old.size()));
    }
    for (var old : now) {
      names.add(old + ", by this one");
    }
    report.add(new Block.Bullets(names));
    report.text(
        "They take space until somebody removes them: the step restore with `mode: drop-kept`, the"
            + " name in `kept-database` and typed into `confirm`.");
  }

  static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}
