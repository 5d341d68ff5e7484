package dev.lockgate.core.diff;

import dev.lockgate.core.backup.ByteSize;
import dev.lockgate.core.hazard.Axis;
import dev.lockgate.core.hazard.Evidence;
import dev.lockgate.core.hazard.Evidence.Weight;
import dev.lockgate.core.hazard.FailOn;
import dev.lockgate.core.hazard.Hazard;
import dev.lockgate.core.hazard.Level;
import dev.lockgate.core.report.Block.Bullets;
import dev.lockgate.core.report.Finding;
import dev.lockgate.core.report.Report;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Tells hazards: each way of hurting by itself, the gravest first, with what was seen. */
final class HazardReport {
  private static final List<String> HEADER =
      List.of("level", "hazard", "what was seen", "where", "on the target", "safer");

  private final Verdicts.Told told;
  private final FailOn failOn;
  private final Report.Builder report;

  HazardReport(Verdicts.Told told, FailOn failOn, Report.Builder report) {
    this.told = told;
    this.failOn = failOn;
    this.report = report;
  }

  /** Hazards that nobody accepted and that stop the step. */
  List<Hazard> blocking() {
    return told.hazards().stream().filter(hazard -> hazard.blocks(failOn)).toList();
  }

  void add() {
    outputs();
    findings();
    for (var axis : Axis.values()) {
      var rows =
          open()
              .filter(hazard -> hazard.kind().axis() == axis)
              .sorted(Comparator.comparing(Hazard::level).reversed())
              .map(HazardReport::row)
              .toList();
      if (!rows.isEmpty()) {
        report.heading("Hazards: " + axis.words());
        report.table(HEADER, rows);
      }
    }
    accepted();
    if (!told.kept().isEmpty()) {
      report.heading("Asked of the target's rows");
      report.add(new Bullets(told.kept().stream().map(rule -> "Holds today: " + rule).toList()));
    }
  }

  /** Such as {@code 2 high, 1 warn}; notes are not counted. */
  String counts() {
    var parts = new ArrayList<String>();
    for (var level : List.of(Level.HIGH, Level.WARN)) {
      var count = open().filter(hazard -> hazard.level() == level).count();
      if (count > 0) {
        parts.add(count + " " + level.word());
      }
    }
    return String.join(", ", parts);
  }

  private void outputs() {
    report.output("hazard-count", Long.toString(open().count()));
    report.output(
        "highest-hazard",
        open().map(Hazard::level).max(Comparator.naturalOrder()).map(Level::word).orElse(""));
  }

  private void findings() {
    told.hazards().stream()
        .filter(hazard -> hazard.accepted().isEmpty())
        .filter(hazard -> hazard.level() != Level.NOTE)
        .forEach(hazard ->
            report.finding(
                new Finding(
                    hazard.blocks(failOn) ? Finding.Level.ERROR : Finding.Level.WARNING,
                    hazard.kind().word(),
                    sentence(hazard),
                    hazard.place())));
    told.loose()
        .forEach(one ->
            report.finding(
                new Finding(
                    Finding.Level.WARNING,
                    "acceptance-unused",
                    one.isValid()
                        ? "`"
                            + one.kind()
                            + "` is accepted here, and the statement has no such hazard"
                        : "This accepts nothing: expected `-- lockgate: accept drops-column because"
                            + " the column is unused since V41`, with a class that exists and a reason",
                    one.place())));
  }

  private static String sentence(Hazard hazard) {
    var weight = hazard.evidence().weight().map(size -> " (" + size(size) + ")").orElse("");
    return capital(hazard.message()) + weight + ". " + hazard.kind().remedy();
  }

  private void accepted() {
    var rows =
        told.hazards().stream()
            .filter(hazard -> hazard.accepted().isPresent())
            .map(hazard ->
                List.of(
                    hazard.kind().word(),
                    hazard.message(),
                    place(hazard),
                    hazard.accepted().orElse("")))
            .toList();
    if (!rows.isEmpty()) {
      report.heading("Accepted by the author, for the approver to judge");
      report.table(List.of("hazard", "what was seen", "where", "reason"), rows);
    }
  }

  private Stream<Hazard> open() {
    return told.hazards().stream().filter(hazard -> hazard.accepted().isEmpty());
  }

  private static List<String> row(Hazard hazard) {
    return List.of(
        hazard.level().word(),
        hazard.kind().word(),
        hazard.message() + evidence(hazard.evidence()),
        place(hazard),
        hazard.evidence().weight().map(HazardReport::size).orElse(""),
        hazard.kind().remedy());
  }

  private static String evidence(Evidence seen) {
    return seen.lock().isEmpty() ? "" : " [" + seen.lock() + "]";
  }

  private static String place(Hazard hazard) {
    return hazard.place().file() + ":" + hazard.place().line();
  }

  private static String size(Weight size) {
    var traffic =
        size.readsPerSecond() < 0
            ? ""
            : ", %s reads/s, %s writes/s"
                .formatted(rate(size.readsPerSecond()), rate(size.writesPerSecond()));
    return String.format(
        Locale.ROOT, "%,d rows, %s%s", size.rows(), new ByteSize(size.bytes()), traffic);
  }

  private static String rate(double perSecond) {
    return String.format(Locale.ROOT, perSecond < 10 ? "%.1f" : "%.0f", perSecond);
  }

  private static String capital(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
