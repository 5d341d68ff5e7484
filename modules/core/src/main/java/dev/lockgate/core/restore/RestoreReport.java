package dev.lockgate.core.restore;

import dev.lockgate.core.backup.ByteSize;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.ProofLevel;
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

  static Report blocked(Manifest manifest, TargetState state, List<RestoreGates.Rule> rules) {
    var report = Report.builder();
    report.text("Nothing was changed.");
    backup(report, manifest, state);
    gates(report, rules);
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
        .output("backup-id", manifest.id().toString())
        .build(
            "Blocked: %s was not restored, %d of %d gates are closed"
                .formatted(
                    state.database(),
                    rules.stream().filter(rule -> !rule.gate().open()).count(),
                    rules.size()));
  }

  static Report done(Restore.Done done) {
    var report = Report.builder();
    var safety = done.safety().manifest();
    backup(report, done.manifest(), done.before());
    report
        .fact("Compared", "rows of every table, sequences, extensions and large objects are equal")
        .fact("Safety backup", safety.id() + " (" + safety.level() + ")")
        .fact("Old database", done.old() + ", kept")
        .fact("Restore and comparison", seconds(done.loading()))
        .fact("Names exchanged in", seconds(done.swapping()))
        .fact("Whole step", seconds(done.whole()));
    report.text(
        "Rows written to the old database after %s, when the safety backup's snapshot was taken,"
                .formatted(seconds(safety.began()))
            + " are in %s only.".formatted(done.old()));
    for (var note : done.notes()) {
      report.finding(Finding.of(Finding.Level.WARNING, "restore-note", note));
    }
    report.sql(
        "To undo the restore, run this in the database %s"
            .formatted(done.before().maintenanceDatabase()),
        done.undo());
    gates(report, done.rules());
    kept(report, done.before(), List.of(done.old()));
    return report
        .output("backup-id", done.manifest().id().toString())
        .output("safety-backup-id", safety.id().toString())
        .output("old-database", done.old())
        .output("undo", done.undo())
        .output("proof-level", ProofLevel.RESTORED.label())
        .output("duration-seconds", Long.toString(done.whole().toSeconds()))
        .build(
            "Restored %s from the backup of %s"
                .formatted(done.before().database(), seconds(done.manifest().began())));
  }

  private static void backup(Report.Builder report, Manifest manifest, TargetState state) {
    report
        .fact("Database", state.database() + ", " + new ByteSize(state.size()))
        .fact("Backup", manifest.id().toString())
        .fact("Taken", seconds(manifest.began()).toString())
        .fact("Proof level of the backup", manifest.level() + ": " + manifest.level().words())
        .fact(
            "Holds",
            String.format(
                Locale.ROOT,
                "%,d rows in %,d tables",
                manifest.contents().rows(),
                manifest.contents().tables().size()));
  }

  private static void gates(Report.Builder report, List<RestoreGates.Rule> rules) {
    report.heading("Gates");
    report.table(
        List.of("Gate", "State", "Evidence", "How to open it"),
        rules.stream()
            .map(RestoreGates.Rule::gate)
            .map(g -> List.of(g.name(), g.open() ? "open" : "closed", g.evidence(), g.remedy()))
            .toList());
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
    report.text("They take space until somebody drops them with DROP DATABASE.");
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}
