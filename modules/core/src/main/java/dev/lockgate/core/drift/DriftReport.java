package dev.lockgate.core.drift;

import dev.lockgate.core.backup.DrillAge;
import dev.lockgate.core.drift.SettlingFiles.Scripts;
import dev.lockgate.core.migration.HistoryFindings;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.posture.Posture;
import dev.lockgate.core.proof.Verdict;
import dev.lockgate.core.proof.Written;
import dev.lockgate.core.report.Block.Bullets;
import dev.lockgate.core.report.Finding;
import dev.lockgate.core.report.Finding.Level;
import dev.lockgate.core.report.Report;
import dev.lockgate.core.schema.ChangeReport;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.core.schema.SnapshotNotes;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.Outcome.Blocked;
import dev.lockgate.core.step.Outcome.Passed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells what a search for drift found; the sections are added in reading order. */
final class DriftReport {
  private static final String CODE = "drift";
  private static final String NOT_PROVABLE = "drift-not-provable";
  private static final String NOT_READY = "not-ready";

  /** The most differences told that do not count. */
  private static final int NOTES = 20;

  private final Report.Builder report = Report.builder();
  private final MigrationState state;
  private final SchemaSnapshot live;
  private final boolean failOnDrift;
  private final List<Verdicts> verdicts = new ArrayList<>();

  /** One sentence of the title, and the code by which it blocks; empty when it does not. */
  private record Verdicts(String sentence, String code) {}

  DriftReport(String place, MigrationState state, SchemaSnapshot live, boolean failOnDrift) {
    this.state = state;
    this.live = live;
    this.failOnDrift = failOnDrift;
    report.fact("database", place);
    report.fact("version", state.version().isEmpty() ? "none" : state.version());
    report.fact("migrations applied", Integer.toString(state.applied().size()));
    report.fact("migrations pending", Integer.toString(state.pending().size()));
    report.output("drift-detected", "");
    report.output("drift-count", "");
    report.output("revert-path", "");
    report.output("capture-path", "");
    report.output("pending-count", Integer.toString(state.pending().size()));
    report.output("ready", "");
  }

  void noDrift(Compared compared) {
    basis(compared);
    counted(0);
    verdicts.add(new Verdicts("No drift: the schema is what the migrations lead to", ""));
    notes(compared);
  }

  void drift(Compared compared, Scripts scripts) {
    var changes = compared.comparison().changes();
    var settled = scripts.settled();
    var sentence = ChangeReport.DRIFT.sentence(changes) + "; no migration made that";
    basis(compared);
    report.fact("SQL that reverts it", settled.revert().verdict().words());
    report.fact("SQL that captures it", settled.capture().verdict().words());
    report.finding(Finding.of(failOnDrift ? Level.ERROR : Level.WARNING, CODE, sentence));
    counted(changes.size());
    verdicts.add(new Verdicts((failOnDrift ? "" : "Drift: ") + sentence, failOnDrift ? CODE : ""));
    ChangeReport.DRIFT.addTo(report, changes);
    script("To revert it: run this by hand", settled.revert(), scripts.revertPath());
    script("To keep it: commit this as a migration", settled.capture(), scripts.capturePath());
    report.output("revert-path", scripts.revertPath());
    report.output("capture-path", scripts.capturePath());
    notes(compared);
  }

  /** The history began with a baseline and nothing says what was there before. */
  void notProvable() {
    var what =
        "The history began with a baseline and no file says what was there before, so nothing can"
            + " be compared";
    report.text(
        what
            + ". Put the files up to the baseline into the migrations folder, for example one file"
            + " made by `pg_dump --schema-only`; or deploy once with Lockgate, which leaves a"
            + " snapshot to compare with.");
    report.finding(Finding.of(failOnDrift ? Level.ERROR : Level.WARNING, NOT_PROVABLE, what));
    verdicts.add(
        new Verdicts(
            "Drift was not looked for: the history began with a baseline",
            failOnDrift ? NOT_PROVABLE : ""));
  }

  void history() {
    var own = Report.builder();
    HistoryFindings.addTo(own, state);
    var findings = own.build("").findings();
    findings.forEach(report::finding);
    findings.stream()
        .filter(finding -> finding.level() == Level.ERROR)
        .findFirst()
        .ifPresent(finding -> verdicts.add(new Verdicts(finding.message(), finding.code())));
  }

  void readiness(Readiness readiness) {
    report.fact("ready for a deploy", readiness.ready() ? "yes" : "no");
    report.output("ready", Boolean.toString(readiness.ready() && state.failed().isEmpty()));
    readiness.obstacles().forEach(each -> finding(Level.ERROR, each));
    readiness.passing().forEach(each -> finding(Level.WARNING, each));
    if (!readiness.obstacles().isEmpty()) {
      verdicts.add(new Verdicts("A deploy could not begin", NOT_READY));
    }
    if (!readiness.oldDatabases().isEmpty()) {
      report.heading("Old databases that restores have kept");
      report.add(new Bullets(readiness.oldDatabases()));
    }
  }

  /** Told and never a reason to stop: drift changes nothing. */
  void security(Posture posture) {
    posture.weaknesses().stream()
        .map(weak -> weak.what() + ". " + weak.remedy())
        .forEach(text -> report.finding(Finding.of(Level.WARNING, "security", text)));
  }

  /** Told, and warned about: whether a deploy may begin is decided by its own gate. */
  void drill(DrillAge age) {
    report.fact("restore drill", age.words());
    if (age.state() != DrillAge.State.FRESH) {
      report.finding(
          Finding.of(
              Level.WARNING,
              "drill-overdue",
              "%s%s. Run the step restore with `mode: drill` against the store; a deploy to"
                      .formatted(capital(age.words()), age.due().isEmpty() ? "" : "; " + age.due())
                  + " production is refused "
                  + (age.state() == DrillAge.State.UNKNOWN
                      ? "while that is not known."
                      : "once the last drill is %d days old.".formatted(age.oldest().toDays()))));
    }
  }

  private static String capital(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** Where the snapshot lies that was taken. */
  void schema(String path) {
    report.output("schema-path", path);
  }

  Outcome outcome() {
    SnapshotNotes.addTo(report, live);
    var sentences = verdicts.stream().map(Verdicts::sentence).toList();
    var title = sentences.isEmpty() ? "Nothing was found" : String.join("; ", sentences);
    Optional<String> code =
        verdicts.stream().map(Verdicts::code).filter(each -> !each.isEmpty()).findFirst();
    return code.<Outcome>map(each -> new Blocked(report.build("Blocked: " + title), each))
        .orElseGet(() -> new Passed(report.build(title)));
  }

  private void finding(Level level, String sentence) {
    report.finding(Finding.of(level, NOT_READY, sentence));
  }

  private void basis(Compared compared) {
    report.fact("compared with", compared.basis().words());
    report.fact("objects compared", Integer.toString(live.facts().size()));
  }

  private void counted(int objects) {
    report.output("drift-detected", Boolean.toString(objects > 0));
    report.output("drift-count", Integer.toString(objects));
  }

  private void script(String caption, Written written, String path) {
    report.heading(caption);
    report.text("%s: %s.".formatted(path.isEmpty() ? "No SQL" : path, written.verdict().words()));
    if (written.verdict() instanceof Verdict.NeedsAPerson(_, var why) && !why.isEmpty()) {
      report.add(new Bullets(why));
    }
    if (!written.losing().isEmpty()) {
      report.text("It loses data:");
      report.add(new Bullets(written.losing()));
    }
    if (!written.script().isEmpty()) {
      report.sql(path, written.script());
    }
  }

  private void notes(Compared compared) {
    var notes = new ArrayList<>(compared.basis().notes());
    compared.comparison().notes().stream()
        .limit(NOTES)
        .map(SnapshotNotes::noted)
        .forEach(notes::add);
    if (!notes.isEmpty()) {
      report.heading("To know");
      report.add(new Bullets(notes));
    }
  }
}
