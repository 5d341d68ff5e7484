package dev.lockgate.core.snapshot;

import dev.lockgate.core.migration.AppliedMigration;
import dev.lockgate.core.schema.SchemaSnapshot;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that is known of a schema at one moment, to be kept: by drift for the diffs of pull requests,
 * by deploy for the next drift. It holds no rows and no secrets.
 *
 * @param taken when
 * @param standing what a shadow needs to stand in for the database
 * @param schema what is compared
 * @param platform what the platform brings, and no migration makes
 * @param history which migrations were applied
 * @param tables how much hangs on each table, by its name as SQL writes it
 * @param countedSince when the counting of reads and writes began
 */
public record StoredSchema(
    Instant taken,
    Standing standing,
    SchemaSnapshot schema,
    SchemaSnapshot platform,
    History history,
    SortedMap<String, TableWeight> tables,
    Instant countedSince) {
  /** Grows when a reader of the older format could misread the newer one. */
  public static final int FORMAT = 1;

  public StoredSchema {
    standing = standing.withoutSecrets();
    tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
  }

  /**
   * What the history table says.
   *
   * @param schema the schema that holds, or will hold, the history table
   * @param table its name there
   * @param exists whether it exists
   * @param empty whether that schema holds nothing else
   * @param version the version the database is at; empty when none was applied
   * @param rows by rank
   */
  public record History(
      String schema,
      String table,
      boolean exists,
      boolean empty,
      String version,
      List<AppliedMigration> rows) {
    public History {
      rows = List.copyOf(rows);
    }
  }

  /** The same without what a policy ignores by now. */
  public StoredSchema within(Scope scope) {
    return new StoredSchema(
        taken,
        standing,
        scope.of(schema, standing.profile()),
        platform,
        history,
        tables,
        countedSince);
  }

  /** Whether two histories say that the same files were applied. */
  public static boolean sameRows(List<AppliedMigration> one, List<AppliedMigration> other) {
    return one.stream()
        .map(StoredSchema::key)
        .toList()
        .equals(other.stream().map(StoredSchema::key).toList());
  }

  private static List<String> key(AppliedMigration row) {
    return List.of(
        row.version(), row.script(), row.checksum().toString(), Boolean.toString(row.success()));
  }
}
