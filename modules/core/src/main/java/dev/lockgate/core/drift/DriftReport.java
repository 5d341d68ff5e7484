package dev.lockgate.core.drift;

import dev.lockgate.core.drift.Drift.Compared;
import dev.lockgate.core.drift.Reference.Given;
import dev.lockgate.core.migration.BaselineHistory;
import dev.lockgate.core.migration.HistoryFindings;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.report.Block.Bullets;
import dev.lockgate.core.report.Finding;
import dev.lockgate.core.report.Finding.Level;
import dev.lockgate.core.report.Report;
import dev.lockgate.core.schema.ChangeReport;
import dev.lockgate.core.schema.ObjectChange;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.core.schema.SnapshotNotes;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.Outcome.Blocked;
import dev.lockgate.core.step.Outcome.Passed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what a search for drift found. */
final class DriftReport {
  private static final String CODE = "drift";
  private static final String NOT_PROVABLE = "drift-not-provable";

  private final String place;
  private final MigrationState state;
  private final Compared compared;
  private final @Nullable BaselineHistory baseline;
  private final List<ObjectChange> changes;

  DriftReport(
      String place, MigrationState state, Compared compared, @Nullable BaselineHistory baseline) {
    this.place = place;
    this.state = state;
    this.compared = compared;
    this.baseline = baseline;
    this.changes = compared.comparison().changes();
  }

  /** Blocked when there is drift and drift is to fail; drift-count is the number of objects. */
  Outcome outcome(boolean failOnDrift) {
    var report = Report.builder();
    facts(report, place, state);
    report.fact("compared with", reference());
    report.fact("objects compared", Integer.toString(compared.comparison().after().facts().size()));
    if (!changes.isEmpty()) {
      ChangeReport.DRIFT.addTo(report, changes);
      var level = failOnDrift ? Level.ERROR : Level.WARNING;
      report.finding(Finding.of(level, CODE, sentence()));
    }
    notes(report);
    HistoryFindings.addTo(report, state);
    SnapshotNotes.addTo(report, compared.comparison().after());
    report.output("drift-detected", Boolean.toString(!changes.isEmpty()));
    report.output("drift-count", Integer.toString(changes.size()));
    if (changes.isEmpty()) {
      return new Passed(report.build("No drift: the schema is what the migrations lead to"));
    }
    return failOnDrift
        ? new Blocked(report.build("Blocked: " + sentence()), CODE)
        : new Passed(report.build("Drift: " + sentence()));
  }

  /** The history began with a baseline and nothing says what was there before. */
  static Outcome notProvable(
      String place, MigrationState state, SchemaSnapshot live, boolean failOnDrift) {
    var report = Report.builder();
    facts(report, place, state);
    var what =
        "The history began with a baseline and no file says what was there before, so nothing can"
            + " be compared";
    report.text(
        what
            + ". Put the files up to the baseline into the migrations folder, for example one file"
            + " made by `pg_dump --schema-only`.");
    report.finding(Finding.of(failOnDrift ? Level.ERROR : Level.WARNING, NOT_PROVABLE, what));
    HistoryFindings.addTo(report, state);
    SnapshotNotes.addTo(report, live);
    report.output("drift-detected", "");
    report.output("drift-count", "");
    var title = "Drift was not looked for: the history began with a baseline";
    return failOnDrift
        ? new Blocked(report.build("Blocked: " + title), NOT_PROVABLE)
        : new Passed(report.build(title));
  }

  private static void facts(Report.Builder report, String place, MigrationState state) {
    report.fact("database", place);
    report.fact("version", state.version().isEmpty() ? "none" : state.version());
    report.fact("migrations applied", Integer.toString(state.applied().size()));
    report.fact("migrations pending", Integer.toString(state.pending().size()));
    report.output("pending-count", Integer.toString(state.pending().size()));
  }

  private String sentence() {
    return ChangeReport.DRIFT.sentence(changes) + "; no migration made that";
  }

  private String reference() {
    return baseline == null
        ? "the history, replayed on a shadow"
        : "the files up to the baseline "
            + baseline.baseline().version()
            + " and the history after it, replayed on a shadow";
  }

  private void notes(Report.Builder report) {
    var notes = new ArrayList<String>();
    if (baseline != null) {
      notes.add(
          "The history began with a baseline: that the files up to it describe what was there is"
              + " assumed and recorded nowhere.");
    }
    if (compared.given() == Given.AS_IT_IS) {
      notes.add(
          "Schemas, extensions and default privileges that no migration made were taken as given,"
              + " because only with them the migrations lead to what is there.");
    }
    compared.replayed().inexact().stream()
        .filter(row -> !row.isBaseline())
        .map(row -> "Not replayed exactly: " + row.label() + " (" + row.script() + ").")
        .forEach(notes::add);
    compared.replayed().unproven().stream()
        .map(id -> "Not compared: " + id + ", whose file was changed since it was applied.")
        .forEach(notes::add);
    notes.addAll(compared.replayed().notes());
    compared.comparison().notes().stream().limit(20).map(SnapshotNotes::noted).forEach(notes::add);
    if (!notes.isEmpty()) {
      report.heading("To know");
      report.add(new Bullets(notes));
    }
  }
}
