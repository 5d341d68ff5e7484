package dev.lockgate.core.diff;

import dev.lockgate.core.diff.Rehearsal.Failed;
import dev.lockgate.core.diff.Rehearsal.NotReplayed;
import dev.lockgate.core.diff.Rehearsal.Ran;
import dev.lockgate.core.diff.Rehearsal.Rehearsed;
import dev.lockgate.core.migration.HistoryFindings;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.plan.Plan.PlannedFile;
import dev.lockgate.core.policy.FoundPolicy;
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
import java.util.Locale;
import java.util.stream.Collectors;

/** Tells what pending migrations would do. */
final class DiffReport {
  private static final String FAILS = "migration-fails";

  private final MigrationState state;
  private final Diff.Rules rules;
  private final Report.Builder report = Report.builder();
  private List<PlannedFile> bound = List.of();

  DiffReport(Target target, MigrationState state, Diff.Rules rules) {
    this.state = state;
    this.rules = rules;
    report.fact("database", target.place());
    report.fact("known as", target.source().confidence());
    report.fact("version", state.version().isEmpty() ? "none yet" : state.version());
    report.fact("migrations applied", Integer.toString(state.applied().size()));
    report.fact("policy", rules.policy().source());
    report.fact("blocked by", rules.failOn().words());
    report.output("target", target.source().word());
    report.output("pending-count", Integer.toString(state.pending().size()));
    report.output("hazard-count", "0");
    report.output("highest-hazard", "");
    policyChange();
    HistoryFindings.addTo(report, state);
  }

  /** First of all: a pull request that changes the rules by which later ones are judged. */
  private void policyChange() {
    rules
        .policy()
        .change()
        .ifPresent(change -> {
          report.heading("This changes the policy");
          report.text(
              "It does not hold for this pull request: the policy of the base branch does.");
          report.sql(rules.policy().path() + " on the base branch", change.before());
          report.sql(rules.policy().path() + " from now on", change.after());
          report.finding(
              new Finding(
                  Level.WARNING,
                  "policy-changed",
                  "This changes the rules by which later changes are judged",
                  change.after().isEmpty() ? null : new Location(rules.policy().path(), 1)));
        });
    if (rules.policy().origin() == FoundPolicy.Origin.UNREADABLE) {
      report.finding(
          Finding.of(
              Level.WARNING,
              "base-unreadable",
              "The policy of the base branch could not be read, so the built-in defaults hold"));
    }
  }

  Outcome nothingPending() {
    return new Passed(
        report.build(
            bound.isEmpty()
                ? "Nothing to deploy: no migration is pending"
                : "No migration is pending; a deploy would run the seed alone"));
  }

  void planned(Diff.Written plan) {
    bound = plan.plan().files();
    report.fact("plan digest", plan.plan().digest());
    report.fact("schema digest", plan.plan().schema());
    report.output("plan-path", plan.path());
    report.output("plan-digest", plan.plan().digest());
  }

  Outcome outcome(Rehearsed rehearsed, Verdicts.Told told) {
    report.fact("commit points", Integer.toString(state.commitPoints()));
    var hazards = new HazardReport(told, rules.failOn(), report);
    hazards.add();
    report.heading("Pending migrations");
    report.table(List.of("file", "what", "in a transaction"), rows());
    return switch (rehearsed) {
      case Ran ran -> ran(ran, hazards);
      case Failed failed when failed.dependsOnRows() -> onRows(failed, hazards);
      case Failed failed -> failed(failed);
      case NotReplayed not -> notReplayed(not);
    };
  }

  private Outcome ran(Ran ran, HazardReport hazards) {
    var comparison = SchemaComparison.of(ran.before(), ran.after());
    var changes = comparison.changes();
    report.heading("What changes");
    if (changes.isEmpty()) {
      report.text("No object of the schema changes. The migrations may change rows.");
    }
    ChangeReport.MIGRATION.addTo(report, changes);
    ran.wayBack().ifPresent(way -> way.addTo(report));
    var notes = new ArrayList<>(ran.notes());
    ran.inexact().stream()
        .map(row -> "Not replayed exactly: " + row.label() + " (" + row.script() + ").")
        .forEach(notes::add);
    finish(notes);
    SnapshotNotes.addTo(report, ran.after());
    return judged(
        changes.isEmpty() ? "no object changes" : ChangeReport.MIGRATION.sentence(changes),
        hazards);
  }

  /** What a shadow without the target's rows cannot show is no reason to fail. */
  private Outcome onRows(Failed failed, HazardReport hazards) {
    report.heading("What could not be observed");
    report.text(failed.message());
    report.text(
        "Whether it runs depends on rows, and the shadow does not have the target's: what came"
            + " after it was not seen.");
    finish(failed.notes());
    return judged(failed.file() + " depends on rows and was not seen to its end", hazards);
  }

  private Outcome judged(String sentence, HazardReport hazards) {
    var blocking = hazards.blocking();
    if (blocking.isEmpty()) {
      var counts = hazards.counts();
      return new Passed(
          report.build(
              pending() + ": " + sentence + (counts.isEmpty() ? "" : "; hazards: " + counts)));
    }
    var number = blocking.size();
    return new Blocked(
        report.build(
            "Blocked: %s, with %d %s that nobody accepted (%s)"
                .formatted(
                    pending(),
                    number,
                    number == 1 ? "hazard" : "hazards",
                    blocking.stream()
                        .map(hazard -> hazard.kind().word())
                        .distinct()
                        .collect(Collectors.joining(", ")))),
        "hazard");
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
    bound();
    report.heading("The SQL");
    state.pending().forEach(file -> report.sql(file.path(), file.sql()));
  }

  /** What a deploy with this digest runs, and nothing else. */
  private void bound() {
    if (!bound.isEmpty()) {
      report.heading("What the plan binds");
      report.table(
          List.of("what", "role", "SHA-256"),
          bound.stream()
              .map(file ->
                  List.of(
                      file.path(),
                      file.role().name().toLowerCase(Locale.ROOT),
                      file.sha256().substring(0, 12)))
              .toList());
    }
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
