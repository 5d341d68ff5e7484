package dev.lockgate.postgres.migrations;

import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.SqlText;
import dev.lockgate.core.migration.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code supabase_migrations.schema_migrations}. */
record SupabaseHistory() implements OldHistory {
  private static final String TABLE = "supabase_migrations.schema_migrations";
  private static final String COLUMNS =
      """
      select coalesce(array_agg(attname order by attnum) filter (where attname in
        ('version', 'name', 'statements')), '{}')
      from pg_catalog.pg_attribute
      where attrelid = to_regclass('supabase_migrations.schema_migrations') and attnum > 0
        and not attisdropped
      """;

  @Override
  public String table() {
    return TABLE;
  }

  @Override
  public Optional<List<Row>> read(Connection connection) throws SQLException {
    var columns = columns(connection);
    if (columns.isEmpty()) {
      return Optional.empty();
    }
    var query =
        "select version, %s, %s from %s order by version"
            .formatted(
                columns.contains("name") ? "coalesce(name, '')" : "''",
                columns.contains("statements") ? "statements" : "null::text[]",
                TABLE);
    var rows = new ArrayList<Row>();
    try (var statement = connection.createStatement();
        var result = statement.executeQuery(query)) {
      while (result.next()) {
        var sql = result.getArray(3);
        rows.add(
            new Row(
                result.getString(1),
                result.getString(2),
                State.APPLIED,
                sql == null
                    ? new Text.Unknown()
                    : new Text.Statements(List.of((String[]) sql.getArray()))));
      }
    }
    return Optional.of(rows);
  }

  @Override
  public void record(Connection connection, MigrationFile file) throws SQLException {
    if (columns(connection).size() < 3) {
      create(connection);
    }
    try (var insert =
        connection.prepareStatement(
            "insert into " + TABLE + " (version, name, statements) values (?, ?, ?)")) {
      var name = String.valueOf(java.nio.file.Path.of(file.path()).getFileName());
      insert.setString(1, name.substring(0, name.indexOf('_')));
      insert.setString(2, name.substring(name.indexOf('_') + 1).replaceFirst("\\.sql$", ""));
      insert.setArray(
          3,
          connection.createArrayOf(
              "text",
              SqlText.statements(file.sql()).stream().map(Statement::text).toArray(String[]::new)));
      insert.executeUpdate();
    }
  }

  @Override
  public String forget(Row row) {
    return "supabase migration repair --status reverted " + row.version();
  }

  private static void create(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("create schema if not exists supabase_migrations");
      statement.execute("create table if not exists " + TABLE + " (version text primary key)");
      statement.execute("alter table " + TABLE + " add column if not exists statements text[]");
      statement.execute("alter table " + TABLE + " add column if not exists name text");
    }
  }

  private static List<String> columns(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var result = statement.executeQuery(COLUMNS)) {
      result.next();
      return List.of((String[]) result.getArray(1).getArray());
    }
  }
}
