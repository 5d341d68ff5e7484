package dev.lockgate.core.diff;

import dev.lockgate.core.diff.Rehearsal.Failed;
import dev.lockgate.core.diff.Rehearsal.NotReplayed;
import dev.lockgate.core.diff.Rehearsal.Ran;
import dev.lockgate.core.diff.Rehearsal.Rehearsed;
import dev.lockgate.core.migration.HistoryFindings;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.report.Block.Bullets;
import dev.lockgate.core.report.Finding;
import dev.lockgate.core.report.Finding.Level;
import dev.lockgate.core.report.Finding.Location;
import dev.lockgate.core.report.Report;
import dev.lockgate.core.schema.ChangeReport;
import dev.lockgate.core.schema.SchemaComparison;
import dev.lockgate.core.schema.SnapshotNotes;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.Outcome.Blocked;
import dev.lockgate.core.step.Outcome.Passed;
import java.util.ArrayList;
import java.util.List;

/** Tells what pending migrations would do. */
final class DiffReport {
  private static final String FAILS = "migration-fails";

  private final MigrationState state;
  private final Report.Builder report = Report.builder();

  DiffReport(String place, MigrationState state) {
    this.state = state;
    report.fact("database", place);
    report.fact("version", state.version().isEmpty() ? "none yet" : state.version());
    report.fact("migrations applied", Integer.toString(state.applied().size()));
    report.output("target", "database");
    report.output("pending-count", Integer.toString(state.pending().size()));
    HistoryFindings.addTo(report, state);
  }

  Outcome nothingPending() {
    return new Passed(report.build("Nothing to deploy: no migration is pending"));
  }

  Outcome outcome(Rehearsed rehearsed) {
    report.fact("commit points", Integer.toString(state.commitPoints()));
    report.heading("Pending migrations");
    report.table(List.of("file", "what", "in a transaction"), rows());
    return switch (rehearsed) {
      case Ran ran -> ran(ran);
      case Failed failed -> failed(failed);
      case NotReplayed not -> notReplayed(not);
    };
  }

  private Outcome ran(Ran ran) {
    var comparison = SchemaComparison.of(ran.before(), ran.after());
    var changes = comparison.changes();
    report.heading("What changes");
    if (changes.isEmpty()) {
      report.text("No object of the schema changes. The migrations may change rows.");
    }
    ChangeReport.MIGRATION.addTo(report, changes);
    var notes = new ArrayList<>(ran.notes());
    ran.inexact().stream()
        .map(row -> "Not replayed exactly: " + row.label() + " (" + row.script() + ").")
        .forEach(notes::add);
    finish(notes);
    SnapshotNotes.addTo(report, ran.after());
    var sentence =
        changes.isEmpty() ? "no object changes" : ChangeReport.MIGRATION.sentence(changes);
    return new Passed(report.build(pending() + ": " + sentence));
  }

  private Outcome failed(Failed failed) {
    report.heading("What failed");
    report.text(failed.message());
    var location =
        failed.file().isEmpty() ? null : new Location(failed.file(), Math.max(1, failed.line()));
    report.finding(new Finding(Level.ERROR, FAILS, failed.message(), location));
    finish(failed.notes());
    var what = failed.file().isEmpty() ? "they do not run" : failed.file() + " does not run";
    return new Blocked(report.build("Blocked: " + pending() + ", and " + what), FAILS);
  }

  private Outcome notReplayed(NotReplayed not) {
    report.heading("What failed");
    report.text(not.message());
    report.finding(Finding.of(Level.ERROR, "replay-failed", not.message()));
    finish(not.notes());
    return new Blocked(
        report.build(
            "Blocked: "
                + pending()
                + ", and what was applied before does not run on an empty database"),
        "replay-failed");
  }

  private void finish(List<String> notes) {
    if (!notes.isEmpty()) {
      report.heading("To know");
      report.add(new Bullets(notes));
    }
    report.heading("The SQL");
    state.pending().forEach(file -> report.sql(file.path(), file.sql()));
  }

  private String pending() {
    int number = state.pending().size();
    return number + (number == 1 ? " migration" : " migrations") + " pending";
  }

  private List<List<String>> rows() {
    return state.pending().stream()
        .map(file -> List.of(file.path(), what(file), file.transactional() ? "yes" : "no"))
        .toList();
  }

  private static String what(MigrationFile file) {
    return file.label() + (file.kind() == MigrationFile.Kind.REPEATABLE ? " (repeatable)" : "");
  }
}
