package dev.lockgate.core.deploy;

import dev.lockgate.core.gate.CodedGate;
import dev.lockgate.core.gate.Gate;
import dev.lockgate.core.identity.Identity;
import dev.lockgate.core.migration.AppliedMigration;
import dev.lockgate.core.migration.ChangedMigration;
import dev.lockgate.core.migration.LeftIndex;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.migration.TextComparison;
import dev.lockgate.core.posture.Posture;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules that a deploy passes before its first change; each closed one has its own code. */
final class DeployGates {
  private static final int SHOWN = 10;

  private final DeployOrder order;
  private final MigrationState state;
  private final Preflight preflight;
  private final Rehearsed rehearsed;
  private final SafetyBackup backup;

  DeployGates(
      DeployOrder order,
      MigrationState state,
      Preflight preflight,
      Rehearsed rehearsed,
      SafetyBackup backup) {
    this.order = order;
    this.state = state;
    this.preflight = preflight;
    this.rehearsed = rehearsed;
    this.backup = backup;
  }

  /** All of them, open and closed, in the order people read them. */
  List<CodedGate> all() {
    return Stream.of(
            List.of(
                new CodedGate(
                    Identity.CODE,
                    preflight.identity().gate(order.environment(), order.identity())),
                new CodedGate("security", security()),
                new CodedGate("missing-rights", rights()),
                new CodedGate("no-history", history()),
                new CodedGate("history-has-failed-row", failedRows()),
                new CodedGate("migration-changed", unchanged()),
                new CodedGate("migration-file-missing", files()),
                new CodedGate("migration-out-of-order", order()),
                new CodedGate("index-not-recorded", leftIndexes())),
            rehearsed.gates(order.driftFree()),
            List.of(
                new CodedGate(
                    SchemaVersionRule.CODE, order.schemaVersion().gate(state.versionAfter())),
                new CodedGate(Seed.CODE, order.seed().gate(order.production())),
                new CodedGate(
                    "safety-backup",
                    backup.gate(state, preflight.database(), order.seed().wanted()))))
        .flatMap(List::stream)
        .toList();
  }

  /** Weaknesses are told everywhere; the grave ones keep a step from production. */
  private Gate security() {
    var name = "security";
    var weaknesses = preflight.posture().weaknesses();
    var words = weaknesses.stream().map(Posture.Weakness::what).collect(Collectors.joining("; "));
    if (order.secured() && weaknesses.stream().anyMatch(Posture.Weakness::grave)) {
      return Gate.closed(
          name,
          words,
          weaknesses.stream()
              .filter(Posture.Weakness::grave)
              .map(Posture.Weakness::remedy)
              .collect(Collectors.joining(" ")));
    }
    return Gate.open(
        name,
        weaknesses.isEmpty()
            ? "encrypted or local, no superuser, no schema open to everybody, at most "
                + Posture.MOST_CONNECTIONS
                + " sessions"
            : "to mend: " + words);
  }

  private Gate leftIndexes() {
    var name = "concurrent indexes";
    var left = preflight.leftIndexes();
    var blocking = left.stream().filter(one -> one.state() != LeftIndex.State.INVALID).toList();
    if (!blocking.isEmpty()) {
      var first = blocking.getFirst();
      return switch (first.state()) {
        case BEING_BUILT ->
            Gate.closed(
                name,
                "another session is building " + first.index() + " right now",
                "Wait until it has ended (`pg_stat_progress_create_index`), then run the deploy"
                    + " again.");
        case VALID, INVALID ->
            Gate.closed(
                name,
                "%s is there, valid and in use, and no row of the history says so: an earlier run"
                        .formatted(first.index())
                    + " was cut off after %s had built it, or somebody made it by hand"
                        .formatted(first.file().path()),
                "Drop it, and the deploy builds it again: `drop index concurrently %s;`. Or write"
                        .formatted(first.index())
                    + " `if not exists` into the file, and the deploy records it as it is.");
      };
    }
    return Gate.open(
        name,
        left.isEmpty()
            ? "nothing is left of an earlier build"
            : "left invalid by a build that was cut off, dropped before its file runs: "
                + left.stream().map(LeftIndex::index).collect(Collectors.joining(", ")));
  }

  private Gate rights() {
    return preflight.missingRights().isEmpty()
        ? Gate.open("rights", "role " + preflight.role() + " may create what a deploy creates")
        : Gate.closed(
            "rights",
            "role " + preflight.role() + " lacks a right that the deploy needs",
            "Let an owner of the database run once: "
                + String.join(" ", preflight.missingRights()));
  }

  private Gate history() {
    if (state.hasHistory()) {
      return Gate.open("history", applied());
    }
    return state.empty()
        ? Gate.open("history", "the schema " + state.schema() + " is empty: everything is pending")
        : Gate.closed(
            "history",
            "the schema " + state.schema() + " holds objects and no history says what made them",
            "Record once what is already there, as a baseline: `flyway baseline"
                + " -baselineVersion=<the newest version it already has>`. Nothing is baselined"
                + " silently: a wrong version would skip migrations.");
  }

  private String applied() {
    var version = state.version().isEmpty() ? "no version yet" : "version " + state.version();
    return version + ", " + state.applied().size() + " rows";
  }

  private Gate failedRows() {
    return fromRows(
        "no failed migration",
        "no row says that a migration failed",
        state.failed(),
        AppliedMigration::label,
        "failed half-way outside a transaction and was not repaired",
        "Look at what it left behind and undo it, then remove its row: `delete from "
            + state.historyTable()
            + " where not success;`"
            + " (what Prisma left unfinished: `npx prisma migrate resolve --rolled-back <name>`).");
  }

  private Gate unchanged() {
    return fromRows(
        "files unchanged",
        "every applied file has the text that was applied",
        state.changed(),
        changed -> changed.file().path(),
        "is not the text that was applied",
        state.changed().stream().map(this::repair).distinct().collect(Collectors.joining(" ")));
  }

  /** Never done by the step: a checksum that was repaired hides what was changed. */
  private String repair(ChangedMigration changed) {
    var comparison =
        preflight
            .changedTexts()
            .getOrDefault(changed.file().script(), new TextComparison.Unknown());
    return comparison instanceof TextComparison.SameMeaning && changed.checksum() != 0
        ? "In %s only comments, white space or the case of words differ. Restore the file, or let"
                .formatted(changed.file().path())
            + " the history take the new text: `update %s set checksum = %d where installed_rank ="
                .formatted(state.historyTable(), changed.checksum())
            + " %d;`".formatted(changed.applied().rank())
        : "Restore the file as it was applied (git knows it) and put the change into a new"
            + " migration.";
  }

  private Gate files() {
    return fromRows(
        "files present",
        "every applied migration has its file",
        state.missing(),
        AppliedMigration::label,
        "was applied and has no file here",
        "Deploy a commit that has the file: this one is older than the database, or the file was"
            + " deleted.");
  }

  private Gate order() {
    return fromRows(
        "order",
        "no file is older than what is applied",
        state.outOfOrder(),
        MigrationFile::path,
        "has a version below one that is applied, and would be skipped",
        "Give it a version above " + state.version() + ".");
  }

  private static <T> Gate fromRows(
      String name,
      String fine,
      List<T> found,
      Function<T, String> label,
      String problem,
      String remedy) {
    if (found.isEmpty()) {
      return Gate.open(name, fine);
    }
    var names = found.stream().limit(SHOWN).map(label).collect(Collectors.joining(", "));
    var more = found.size() > SHOWN ? " and " + (found.size() - SHOWN) + " more" : "";
    return Gate.closed(name, names + more + " " + problem, remedy);
  }
}
