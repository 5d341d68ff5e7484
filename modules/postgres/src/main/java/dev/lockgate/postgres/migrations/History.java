package dev.lockgate.postgres.migrations;

import dev.lockgate.core.migration.AppliedMigration;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import org.flywaydb.core.api.MigrationVersion;

/**
 * The history table as it is.
 *
 * @param schema the schema that holds, or will hold, it
 * @param table its name
 * @param exists whether it exists
 * @param empty whether the schema holds nothing else
 * @param rows by rank, without those that were undone or marked as deleted
 */
record History(
    String schema, String table, boolean exists, boolean empty, List<AppliedMigration> rows) {
  private static final String WHERE =
      """
      select coalesce(s.name, ''),
             to_regclass(format('%I.%I', s.name, s.history)) is not null,
             not exists (
               select from pg_catalog.pg_class c
               where c.relnamespace = n.oid and left(c.relname, length(s.history)) <> s.history
                 and left(c.relname, 18) <> '_prisma_migrations'
                 and not exists (select from pg_catalog.pg_depend d
                                 where d.classid = 'pg_catalog.pg_class'::regclass
                                   and d.objid = c.oid and d.deptype = 'e')
               union all
               select from pg_catalog.pg_proc p
               where p.pronamespace = n.oid
                 and not exists (select from pg_catalog.pg_depend d
                                 where d.classid = 'pg_catalog.pg_proc'::regclass
                                   and d.objid = p.oid and d.deptype = 'e')
               union all
               select from pg_catalog.pg_type t
               where t.typnamespace = n.oid and t.typtype in ('e', 'd', 'r')
                 and not exists (select from pg_catalog.pg_depend d
                                 where d.classid = 'pg_catalog.pg_type'::regclass
                                   and d.objid = t.oid and d.deptype = 'e'))
      from (select coalesce(nullif(?, ''), current_schema()) as name, ? as history) s
      left join pg_catalog.pg_namespace n on n.nspname = s.name
      """;

  static History read(Connection connection, FlywayConfig config) throws SQLException {
    try (var statement = connection.prepareStatement(WHERE)) {
      statement.setString(1, config.historySchema());
      statement.setString(2, config.table());
      try (var result = statement.executeQuery()) {
        result.next();
        var schema = result.getString(1);
        boolean exists = result.getBoolean(2);
        return new History(
            schema,
            config.table(),
            exists,
            result.getBoolean(3),
            exists ? rows(connection, quoted(schema) + "." + quoted(config.table())) : List.of());
      }
    }
  }

  /** The highest version that was applied; empty when none was. */
  static String version(List<AppliedMigration> rows) {
    return rows.stream()
        .filter(row -> row.success() && !row.version().isEmpty())
        .map(row -> MigrationVersion.fromVersion(row.version()))
        .max(Comparator.naturalOrder())
        .map(MigrationVersion::getVersion)
        .orElse("");
  }

  private static List<AppliedMigration> rows(Connection connection, String table)
      throws SQLException {
    var rows = new ArrayList<AppliedMigration>();
    try (var statement = connection.createStatement();
        var result = statement.executeQuery(rowsQuery(table))) {
      while (result.next()) {
        var row = row(result);
        if (row.type().equals("DELETE") || row.type().startsWith("UNDO")) {
          rows.removeIf(earlier -> sameMigration(earlier, row));
        } else {
          rows.add(row);
        }
      }
    }
    return rows;
  }

  private static String rowsQuery(String table) {
    return """
    select installed_rank, coalesce(version, ''), coalesce(description, ''), type, script,
           checksum, installed_by, installed_on, execution_time, success
    from %s where installed_rank > 0 order by installed_rank
    """
        .formatted(table);
  }

  private static boolean sameMigration(AppliedMigration a, AppliedMigration b) {
    return a.version().equals(b.version())
        && (!a.version().isEmpty() || a.description().equals(b.description()));
  }

  private static AppliedMigration row(ResultSet result) throws SQLException {
    int checksum = result.getInt(6);
    return new AppliedMigration(
        result.getInt(1),
        result.getString(2),
        result.getString(3),
        result.getString(4),
        result.getString(5),
        result.wasNull() ? OptionalInt.empty() : OptionalInt.of(checksum),
        result.getString(7),
        result.getTimestamp(8).toInstant(),
        Duration.ofMillis(result.getLong(9)),
        result.getBoolean(10));
  }

  static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
