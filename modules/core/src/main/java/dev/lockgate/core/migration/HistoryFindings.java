package dev.lockgate.core.migration;

import dev.lockgate.core.report.Finding;
import dev.lockgate.core.report.Finding.Level;
import dev.lockgate.core.report.Finding.Location;
import dev.lockgate.core.report.Report;

/** Tells where a history and the files of the folder contradict each other. */
public final class HistoryFindings {
  private HistoryFindings() {}

  /** Adds a finding for each contradiction. */
  public static void addTo(Report.Builder report, MigrationState state) {
    for (var row : state.failed()) {
      report.finding(
          Finding.of(
              Level.ERROR,
              "history-failed",
              "%s failed outside a transaction and was not repaired since; what it left behind is in the database"
                  .formatted(row.label())));
    }
    for (var change : state.changed()) {
      report.finding(
          new Finding(
              Level.WARNING,
              "history-file-changed",
              "%s was changed after it was applied; what ran is not what the file says now"
                  .formatted(change.file().path()),
              new Location(change.file().path(), 1)));
    }
    for (var row : state.missing()) {
      report.finding(
          Finding.of(
              Level.WARNING,
              "history-file-missing",
              "%s was applied and its file %s is not in the folder"
                  .formatted(row.label(), row.script())));
    }
    for (var file : state.outOfOrder()) {
      report.finding(
          new Finding(
              Level.WARNING,
              "migration-out-of-order",
              "%s comes before version %s, which was applied already, and was never run"
                  .formatted(file.path(), state.version()),
              new Location(file.path(), 1)));
    }
  }
}
