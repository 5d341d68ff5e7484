package dev.lockgate.postgres.migrations;

import dev.lockgate.core.backup.Sha256;
import dev.lockgate.core.migration.MigrationFile;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code _prisma_migrations} in the session's schema. */
record PrismaHistory() implements OldHistory {
  private static final String CREATE =
      """
      create table if not exists _prisma_migrations (
        id varchar(36) primary key not null,
        checksum varchar(64) not null,
        finished_at timestamptz,
        migration_name varchar(255) not null,
        logs text,
        rolled_back_at timestamptz,
        started_at timestamptz not null default now(),
        applied_steps_count integer not null default 0)
      """;

  @Override
  public String table() {
    return "_prisma_migrations";
  }

  @Override
  public Optional<List<Row>> read(Connection connection) throws SQLException {
    if (!exists(connection)) {
      return Optional.empty();
    }
    var rows = new ArrayList<Row>();
    try (var statement = connection.createStatement();
        var result =
            statement.executeQuery(
                "select migration_name, checksum, finished_at is not null from _prisma_migrations"
                    + " where rolled_back_at is null order by migration_name, started_at")) {
      while (result.next()) {
        var name = result.getString(1);
        int end = name.indexOf('_');
        rows.add(
            new Row(
                end < 0 ? name : name.substring(0, end),
                end < 0 ? "" : name.substring(end + 1),
                result.getBoolean(3) ? State.APPLIED : State.UNFINISHED,
                new Text.Sha256(result.getString(2))));
      }
    }
    return Optional.of(rows);
  }

  @Override
  public void record(Connection connection, MigrationFile file) throws SQLException {
    if (!exists(connection)) {
      try (var statement = connection.createStatement()) {
        statement.execute(CREATE);
      }
    }
    try (var insert =
        connection.prepareStatement(
            """
            insert into _prisma_migrations
              (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
            values (gen_random_uuid()::text, ?, ?, now(), clock_timestamp(), 1)
            """)) {
      insert.setString(1, checksum(file));
      insert.setString(2, folder(file));
      insert.executeUpdate();
    }
  }

  @Override
  public String forget(Row row) {
    return "npx prisma migrate resolve --rolled-back " + row.version() + "_" + row.name();
  }

  /** Prisma's checksum of a file. */
  static String checksum(MigrationFile file) {
    return Sha256.of(file.sql().getBytes(StandardCharsets.UTF_8));
  }

  private static String folder(MigrationFile file) {
    var parts = file.path().split("/", -1);
    return parts[parts.length - 2];
  }

  private static boolean exists(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var result =
            statement.executeQuery(
                "select to_regclass(format('%I._prisma_migrations', current_schema())) is not"
                    + " null")) {
      result.next();
      return result.getBoolean(1);
    }
  }
}
