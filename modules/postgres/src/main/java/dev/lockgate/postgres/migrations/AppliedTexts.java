package dev.lockgate.postgres.migrations;

import dev.lockgate.core.migration.ChangedMigration;
import dev.lockgate.core.migration.Ran;
import dev.lockgate.core.migration.TextComparison;
import dev.lockgate.postgres.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The table {@code lockgate.applied_text}: the text of each file as it ran. Flyway keeps a checksum
 * alone, which says that a file was changed and not how.
 */
public final class AppliedTexts {
  private static final String CREATE =
      """
      create table if not exists lockgate.applied_text (
        script text not null,
        applied timestamptz not null default now(),
        sql text not null,
        primary key (script, applied)
      )
      """;

  private static final String EXISTS =
      """
      select count(*) > 0 from pg_catalog.pg_class c
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'lockgate' and c.relname = 'applied_text'
      """;

  private static final String NEWEST =
      "select sql from lockgate.applied_text where script = ? order by applied desc limit 1";

  private AppliedTexts() {}

  /** Keeps the texts of what ran; the schema {@code lockgate} is there. */
  public static void keep(Database database, List<Ran> ran) {
    if (ran.isEmpty()) {
      return;
    }
    database.run(connection -> {
      try (var statement = connection.createStatement()) {
        if (!exists(connection)) {
          statement.execute(CREATE);
        }
      }
      connection.setAutoCommit(false);
      try (var insert =
          connection.prepareStatement(
              "insert into lockgate.applied_text (script, sql) values (?, ?)")) {
        for (var one : ran) {
          insert.setString(1, one.file().script());
          insert.setString(2, one.file().sql());
          insert.addBatch();
        }
        insert.executeBatch();
        connection.commit();
        return ran.size();
      }
    });
  }

  /** How changed files differ from the texts that were applied. */
  public static Map<String, TextComparison> compare(
      Connection connection, List<ChangedMigration> changed) throws SQLException {
    var found = new HashMap<String, TextComparison>();
    if (changed.isEmpty() || !exists(connection)) {
      return found;
    }
    try (var query = connection.prepareStatement(NEWEST)) {
      for (var one : changed) {
        query.setString(1, one.file().script());
        try (var result = query.executeQuery()) {
          if (result.next()) {
            found.put(
                one.file().script(), TextComparison.of(result.getString(1), one.file().sql()));
          }
        }
      }
    }
    return found;
  }

  private static boolean exists(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var result = statement.executeQuery(EXISTS)) {
      result.next();
      return result.getBoolean(1);
    }
  }
}
