package dev.lockgate.core.migration;

import java.util.List;
import java.util.Optional;

/**
 * What a database's history says, beside the files of a folder.
 *
 * @param schema the schema that holds, or will hold, the history table
 * @param table the name of the history table
 * @param hasHistory whether the history table exists
 * @param empty whether that schema holds nothing else
 * @param version the version the database is at; empty when none was applied
 * @param applied every row of the history, by rank
 * @param pending files that a deploy would run, in order
 * @param changed versioned files whose text is not what was applied
 * @param missing rows that were applied and have no file
 * @param outOfOrder files whose version is below one already applied, and that were never run
 */
public record MigrationState(
    String schema,
    String table,
    boolean hasHistory,
    boolean empty,
    String version,
    List<AppliedMigration> applied,
    List<MigrationFile> pending,
    List<ChangedMigration> changed,
    List<AppliedMigration> missing,
    List<MigrationFile> outOfOrder) {
  /** The name that Flyway gives its history. */
  public static final String HISTORY = "flyway_schema_history";

  public MigrationState {
    applied = List.copyOf(applied);
    pending = List.copyOf(pending);
    changed = List.copyOf(changed);
    missing = List.copyOf(missing);
    outOfOrder = List.copyOf(outOfOrder);
  }

  /** A state whose history has Flyway's own name. */
  public MigrationState(
      String schema,
      boolean hasHistory,
      boolean empty,
      String version,
      List<AppliedMigration> applied,
      List<MigrationFile> pending,
      List<ChangedMigration> changed,
      List<AppliedMigration> missing,
      List<MigrationFile> outOfOrder) {
    this(
        schema,
        HISTORY,
        hasHistory,
        empty,
        version,
        applied,
        pending,
        changed,
        missing,
        outOfOrder);
  }

  /** The same state with another history. */
  public MigrationState withApplied(List<AppliedMigration> rows) {
    return new MigrationState(
        schema, table, hasHistory, empty, version, rows, pending, changed, missing, outOfOrder);
  }

  /** The same state with other files that were changed since they were applied. */
  public MigrationState withChanged(List<ChangedMigration> files) {
    return new MigrationState(
        schema, table, hasHistory, empty, version, applied, pending, files, missing, outOfOrder);
  }

  /** The history table with its schema, quoted, for SQL. */
  public String historyTable() {
    return quoted(schema) + "." + (table.matches("[a-z_][a-z0-9_]*") ? table : quoted(table));
  }

  private static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /** Rows of migrations that failed outside a transaction and were not repaired since. */
  public List<AppliedMigration> failed() {
    return applied.stream().filter(row -> !row.success()).toList();
  }

  /** The baseline that the history begins with, when it does. */
  public Optional<AppliedMigration> baseline() {
    return applied.stream().filter(AppliedMigration::isBaseline).findFirst();
  }

  /** The version that the database is at once everything pending was applied. */
  public String versionAfter() {
    return pending.stream()
        .filter(file -> file.kind() != MigrationFile.Kind.REPEATABLE)
        .reduce((_, last) -> last)
        .map(MigrationFile::version)
        .orElse(version);
  }

  /** Whether everything pending fits in one transaction. */
  public boolean onePiece() {
    return pending.stream().allMatch(MigrationFile::transactional);
  }

  /** How many times a deploy commits: once when it fits in one transaction, else once per file. */
  public int commitPoints() {
    return onePiece() ? Math.min(1, pending.size()) : pending.size();
  }
}
