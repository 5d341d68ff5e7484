package dev.lockgate.core.schema;

import dev.lockgate.core.report.Finding;
import dev.lockgate.core.report.Finding.Level;
import dev.lockgate.core.report.Report;
import dev.lockgate.core.schema.Difference.Attribute;
import dev.lockgate.core.schema.Difference.Changed;
import java.util.stream.Collectors;

/** Says how far a snapshot can be relied on: what it does not model, and what moved. */
public final class SnapshotNotes {
  private SnapshotNotes() {}

  /** Adds a finding for each thing that was not compared. */
  public static void addTo(Report.Builder report, SchemaSnapshot snapshot) {
    if (!snapshot.steady()) {
      report.finding(
          Finding.of(
              Level.WARNING,
              "schema-moving",
              "The schema was changing while it was read; what was found may be half of a change."
                  + " Run the step again."));
    }
    if (!snapshot.unmodelled().isEmpty()) {
      var kinds =
          snapshot.unmodelled().entrySet().stream()
              .map(entry -> entry.getKey() + ": " + entry.getValue())
              .collect(Collectors.joining(", "));
      report.finding(
          Finding.of(
              Level.NOTICE, "not-compared", "These were counted and not compared: " + kinds));
    }
  }

  /** A difference that does not count, in one line. */
  public static String noted(Changed note) {
    return note.id()
        + " differs in what does not count: "
        + note.attributes().stream().map(Attribute::name).collect(Collectors.joining(", "))
        + ".";
  }
}
