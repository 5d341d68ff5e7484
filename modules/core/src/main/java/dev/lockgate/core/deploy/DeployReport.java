package dev.lockgate.core.deploy;

import dev.lockgate.core.backup.ByteSize;
import dev.lockgate.core.gate.CodedGate;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.migration.Ran;
import dev.lockgate.core.migration.TextComparison;
import dev.lockgate.core.report.Block;
import dev.lockgate.core.report.Finding;
import dev.lockgate.core.report.Report;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.Run;
import dev.lockgate.core.step.StepFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells people what a deploy found, what it did and what it left. */
final class DeployReport {
  private final Run run;
  private final DeployOrder order;
  private final Preflight preflight;
  private final MigrationState before;
  private final List<CodedGate> gates;
  private final Report.Builder report = Report.builder();

  /**
   * What a deploy did.
   *
   * @param compared what is known of the schema that came out
   * @param took from the first look to the last record
   * @param looking how long the smoke check took
   */
  record Done(
      MigrationState after,
      List<Ran> ran,
      SafetyBackup.Behind behind,
      Smoke smoke,
      Statistics statistics,
      String compared,
      long auditId,
      Duration took,
      Duration looking) {}

  DeployReport(
      Run run,
      DeployOrder order,
      Preflight preflight,
      MigrationState before,
      List<CodedGate> gates) {
    this.run = run;
    this.order = order;
    this.preflight = preflight;
    this.before = before;
    this.gates = gates;
  }

  Report blocked(List<CodedGate> closed) {
    facts(before.version());
    gates();
    differences();
    pending();
    for (var coded : closed) {
      report.finding(
          Finding.of(
              Finding.Level.ERROR,
              coded.code(),
              coded.gate().evidence() + ". " + coded.gate().remedy()));
    }
    outputs(before.version(), 0);
    return report.build(
        "Blocked: %s closed; nothing was changed"
            .formatted(closed.size() == 1 ? "a gate is" : closed.size() + " gates are"));
  }

  Outcome nothingToDo(MigrationState state, Smoke smoke) {
    facts(state.version());
    smoke(smoke);
    gates();
    notes();
    outputs(state.version(), 0);
    var title = "Nothing to deploy: " + preflight.database() + " is at " + at(state.version());
    return outcome(title, smoke);
  }

  /** The database is deployed and lives; only the next drift knows less. */
  void notKept(StepFailure why) {
    report.finding(
        Finding.of(
            Finding.Level.WARNING,
            "snapshot-not-kept",
            "The schema was not kept for the next drift, which will replay the history instead: "
                + why.getMessage()));
  }

  Outcome deployed(Done done) {
    facts(done.after().version());
    report.fact("Commit points", commitPoints());
    report.fact("Audit row", "lockgate.audit " + done.auditId());
    report.fact("Took", seconds(done.took()));
    report.fact("Schema", done.compared());
    report.fact("Database size", size(done.statistics()));
    migrations(done);
    seed();
    slow(done.took());
    backup(done);
    smoke(done.smoke());
    gates();
    notes();
    takingBack(done.ran());
    outputs(done.after().version(), done.ran().size());
    report.output("audit-id", Long.toString(done.auditId()));
    report.output(
        "duration-seconds", String.format(Locale.ROOT, "%.1f", done.took().toMillis() / 1000.0));
    done.behind().id().ifPresent(id -> report.output("backup-id", id));
    return outcome(
        "Deployed %s to %s: %s → %s"
            .formatted(
                count(done.ran().size(), "migration"),
                preflight.database(),
                at(before.version()),
                at(done.after().version())),
        done.smoke());
  }

  private Outcome outcome(String title, Smoke smoke) {
    if (smoke.passed()) {
      return new Outcome.Passed(report.build(title));
    }
    for (var problem : smoke.problems()) {
      report.finding(Finding.of(Finding.Level.ERROR, "smoke-check-failed", problem));
    }
    return new Outcome.Blocked(
        report.build(
            title + ", but the smoke check failed: " + count(smoke.problems().size(), "problem")),
        "smoke-check-failed");
  }

  private void facts(String now) {
    report
        .fact("Database", preflight.database())
        .fact("Server", "PostgreSQL " + preflight.server())
        .fact("Role", preflight.role())
        .fact("Version before", at(before.version()))
        .fact("Version now", at(now));
    fact("Commit", run.commit());
    fact("Started by", run.actor());
    fact("Run", run.runUrl());
  }

  private void fact(String name, String value) {
    if (!value.isEmpty()) {
      report.fact(name, value);
    }
  }

  private void gates() {
    report.heading("Gates");
    report.table(
        List.of("Gate", "State", "Evidence", "To open it"),
        gates.stream()
            .map(CodedGate::gate)
            .map(gate ->
                List.of(
                    gate.name(), gate.open() ? "open" : "closed", gate.evidence(), gate.remedy()))
            .toList());
    gates.stream()
        .filter(coded -> coded.gate().open() && !coded.gate().remedy().isEmpty())
        .forEach(coded ->
            report.finding(
                Finding.of(
                    Finding.Level.WARNING,
                    coded.code(),
                    coded.gate().evidence() + ". " + coded.gate().remedy())));
  }

  private void pending() {
    if (!before.pending().isEmpty()) {
      report.heading("Pending, not run");
      report.add(new Block.Bullets(before.pending().stream().map(MigrationFile::path).toList()));
    }
  }

  private void migrations(Done done) {
    report.heading("Migrations");
    report.table(
        List.of("Migration", "File", "Took", "Transaction"),
        done.ran().stream()
            .map(ran ->
                List.of(
                    ran.file().label(),
                    ran.file().path(),
                    ran.took().toMillis() + " ms",
                    !ran.file().transactional()
                        ? "none"
                        : before.onePiece() ? "one for all" : "its own"))
            .toList());
  }

  private String commitPoints() {
    return before.commitPoints() == 1
        ? "1: all of it was committed at once"
        : before.commitPoints() + ": a file that must run outside a transaction was pending";
  }

  private void backup(Done done) {
    report.heading("Safety backup");
    done.behind()
        .snapshot()
        .ifPresent(one -> report.fact("Snapshot of the provider", one.toString()));
    if (done.behind().taken().isEmpty()) {
      gates.stream()
          .map(CodedGate::gate)
          .filter(gate -> gate.name().equals("safety backup"))
          .forEach(gate -> report.text("No backup was taken: " + gate.evidence() + "."));
      return;
    }
    var taken = done.behind().taken().get();
    var manifest = taken.manifest();
    report
        .fact("Backup", manifest.id().toString())
        .fact("Proof level", manifest.level() + ": " + manifest.level().words())
        .fact("Stored", new ByteSize(manifest.archive().stored().bytes()).toString())
        .fact("Took", seconds(Duration.between(taken.manifest().began(), taken.manifest().ended())))
        .fact("Manifest", taken.manifestPlace());
    report.command("To go back to before this deploy", "backup: " + manifest.id());
  }

  private void smoke(Smoke smoke) {
    report.heading("Smoke check");
    report.text(
        "%s and %s answered%s."
            .formatted(
                count(smoke.tables(), "table"),
                count(smoke.sequences(), "sequence"),
                smoke.leftOut() == 0
                    ? ""
                    : "; " + smoke.leftOut() + " were left out: the role may not read them"));
    if (!smoke.expected().isEmpty()) {
      report.add(new Block.Bullets(smoke.expected()));
    }
    if (!smoke.passed()) {
      report.add(new Block.Bullets(smoke.problems()));
    }
  }

  private void seed() {
    if (!order.seed().wanted()) {
      return;
    }
    report.heading("Seed");
    report.add(new Block.Bullets(order.seed().files().stream().map(Seed.File::path).toList()));
    if (order.production()) {
      report.finding(
          Finding.of(
              Finding.Level.WARNING,
              "seeded-production",
              "Rows of a seed were added to production, as `allow-production-seed` allowed."));
    }
  }

  private void slow(Duration took) {
    if (took.compareTo(order.slow()) > 0) {
      report.finding(
          Finding.of(
              Finding.Level.WARNING,
              "deploy-slow",
              "The deploy took %s, longer than %s."
                  .formatted(seconds(took), seconds(order.slow()))));
    }
  }

  /** Which statements of a changed file were applied, and which are in it now. */
  private void differences() {
    preflight
        .changedTexts()
        .forEach((script, comparison) -> {
          if (comparison instanceof TextComparison.OtherMeaning(var removed, var added)) {
            report.sql(
                script + ": what was applied (-) and what the file has now (+)",
                Stream.concat(
                        removed.stream().map(sql -> "- " + sql),
                        added.stream().map(sql -> "+ " + sql))
                    .collect(Collectors.joining("\n")));
          }
        });
  }

  private void takingBack(List<Ran> ran) {
    if (ran.isEmpty()) {
      return;
    }
    report.heading("If this has to be taken back");
    report.text(
        "The usual way is forward: a new migration that undoes it. Or restore the safety backup."
            + " Whoever undoes a file by hand tells the history, so that it may run again:");
    report.command(
        "Mark %s as not applied".formatted(ran.getLast().file().label()),
        preflight.layout().rolledBack(ran.getLast().file(), before.historyTable()));
  }

  private static String size(Statistics statistics) {
    return "%s in %s, about %s"
        .formatted(
            new ByteSize(statistics.bytes()),
            count(statistics.tables(), "table"),
            statistics.rows() == 1 ? "1 row" : statistics.rows() + " rows");
  }

  private void notes() {
    var notes = new ArrayList<String>();
    preflight
        .invalidIndexes()
        .forEach(index -> notes.add("The index " + index + " was invalid before this deploy."));
    preflight
        .oldTransactions()
        .forEach(old -> notes.add("A transaction was open for long: " + old));
    preflight
        .posture()
        .weaknesses()
        .forEach(one -> notes.add("Security: " + one.what() + ". " + one.remedy()));
    if (!preflight.tampered().isEmpty()) {
      report.finding(
          Finding.of(
              Finding.Level.WARNING,
              "audit-tampered",
              "Rows of lockgate.audit were changed after they were written: "
                  + preflight.tampered()));
    }
    if (!notes.isEmpty()) {
      report.heading("Seen on the way");
      report.add(new Block.Bullets(notes));
    }
  }

  private void outputs(String now, int applied) {
    report
        .output("from-version", before.version())
        .output("to-version", now)
        .output("applied-count", Integer.toString(applied));
  }

  private static String at(String version) {
    return version.isEmpty() ? "no version" : "version " + version;
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}
