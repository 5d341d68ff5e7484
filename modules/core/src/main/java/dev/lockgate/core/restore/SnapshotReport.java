package dev.lockgate.core.restore;

import dev.lockgate.core.backup.ByteSize;
import dev.lockgate.core.backup.Proof;
import dev.lockgate.core.report.Finding;
import dev.lockgate.core.report.Report;
import java.util.List;

/** Tells people that a provider put the server back, and how to undo that. */
final class SnapshotReport {
  private SnapshotReport() {}

  /** Where, and to what. */
  static void target(Report.Builder report, Restore.Before before) {
    var state = before.state();
    report
        .fact("Host", state.host())
        .fact("Database", state.database() + ", " + new ByteSize(state.size()))
        .fact("System identifier", state.system().isEmpty() ? "not readable" : state.system())
        .fact("Snapshot", before.source().name());
  }

  /**
   * @param missed what could not be done after the server was put back, a sentence each
   */
  static Report done(SnapshotRestore.Done done, List<String> missed) {
    var report = Report.builder();
    var before = done.before();
    var safety = done.safety().manifest();
    var undo = "backup: " + Wanted.SNAPSHOT + done.kept().name();
    target(report, before);
    report
        .fact("Put back by", done.provider())
        .fact("Safety backup", safety.id() + " (" + done.safety().level() + ")")
        .fact("What was there before", done.kept() + ", kept by " + done.provider())
        .fact("Whole step", RestoreReport.seconds(done.whole()))
        .text(
            "Rows written after %s, when the safety backup's snapshot was taken, are in %s only."
                .formatted(RestoreReport.seconds(safety.began()), done.kept().name()))
        .command("To undo the restore, put the server back to what it was", undo);
    RestoreReport.unproven(report, done.safety());
    for (var check : done.checks()) {
      if (check.result() == Proof.Result.FAILED) {
        report.finding(
            Finding.of(
                Finding.Level.WARNING, "restore-note", check.name() + ": " + check.detail()));
      }
    }
    for (var note : missed) {
      report.finding(Finding.of(Finding.Level.WARNING, "restore-not-recorded", note));
    }
    report.heading("What was looked at afterwards");
    report.table(
        List.of("Check", "Result", "Found"),
        done.checks().stream()
            .map(check -> List.of(check.name(), check.result().toString(), check.detail()))
            .toList());
    RestoreReport.gates(report, before);
    return report
        .output("backup-id", before.source().name())
        .output("safety-backup-id", safety.id().toString())
        .output("duration-seconds", Long.toString(done.whole().toSeconds()))
        .build(
            "%s put %s back to %s"
                .formatted(done.provider(), before.state().database(), before.source().name()));
  }
}
