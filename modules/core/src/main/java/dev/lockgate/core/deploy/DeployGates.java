package dev.lockgate.core.deploy;

import dev.lockgate.core.gate.Gate;
import dev.lockgate.core.migration.AppliedMigration;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.MigrationState;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rules that a deploy passes before its first change; each closed one has its own code. */
final class DeployGates {
  private static final int SHOWN = 10;

  private final MigrationState state;
  private final Preflight preflight;
  private final SafetyBackupRule backup;

  DeployGates(MigrationState state, Preflight preflight, SafetyBackupRule backup) {
    this.state = state;
    this.preflight = preflight;
    this.backup = backup;
  }

  /** A gate and the code that a closed one gives the step. */
  record Coded(Gate gate, String code) {}

  /** All of them, open and closed, in the order people read them. */
  List<Coded> all() {
    return List.of(
        new Coded(rights(), "missing-rights"),
        new Coded(history(), "no-history"),
        new Coded(failedRows(), "history-has-failed-row"),
        new Coded(unchanged(), "migration-changed"),
        new Coded(files(), "migration-file-missing"),
        new Coded(order(), "migration-out-of-order"),
        new Coded(safetyBackup(), "safety-backup"));
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
            + state.schema()
            + ".flyway_schema_history where not success;`");
  }

  private Gate unchanged() {
    return fromRows(
        "files unchanged",
        "every applied file has the text that was applied",
        state.changed(),
        changed -> changed.file().path(),
        "is not the text that was applied",
        "Restore the file as it was applied (git knows it) and put the change into a new"
            + " migration.");
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

  private Gate safetyBackup() {
    if (state.pending().isEmpty()) {
      return Gate.open("safety backup", "not needed: nothing is pending");
    }
    return switch (backup) {
      case SafetyBackupRule.Always _ ->
          Gate.open("safety backup", "will be taken and read back before the first change");
      case SafetyBackupRule.None(var reason) ->
          Gate.open("safety backup", "waived by the workflow: " + reason);
    };
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
