package dev.lockgate.postgres.migrations;

import dev.lockgate.core.migration.AppliedMigration;
import dev.lockgate.core.migration.ChangedMigration;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.snapshot.StoredSchema;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.Identifier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/**
 * A history that a schema snapshot remembers, beside the files of now. It is written into an empty
 * database and read there like any other, so that Flyway's own rules say what is pending.
 *
 * @param history what the snapshot says
 * @param folder the files of now
 */
public record RememberedHistory(StoredSchema.History history, MigrationFolder folder) {
  /**
   * What is applied and what is pending.
   *
   * @param empty an empty database that nobody else uses
   */
  public MigrationState read(Database empty) {
    if (history.exists()) {
      empty.run(this::write);
    }
    var read = Migrations.of(folder, empty).stateOfAll();
    return new MigrationState(
        history.schema(),
        history.table(),
        history.exists(),
        history.empty(),
        history.version(),
        history.rows(),
        read.pending(),
        changed(read),
        read.missing().stream().map(this::original).toList(),
        read.outOfOrder());
  }

  /** Of what another tool applied no checksum is known until the first deploy. */
  private List<ChangedMigration> changed(MigrationState read) {
    return read.changed().stream()
        .filter(changed -> changed.applied().checksum().isPresent())
        .map(changed ->
            new ChangedMigration(original(changed.applied()), changed.file(), changed.checksum()))
        .toList();
  }

  /** Rows are numbered anew, since those that were adopted may have the number of another. */
  private AppliedMigration original(AppliedMigration read) {
    return history.rows().get(read.rank() - 1);
  }

  private int write(Connection session) throws SQLException {
    var table = table(session);
    try (var statement = session.createStatement();
        var insert = session.prepareStatement(insertInto(table))) {
      statement.execute(create(table));
      int rank = 0;
      for (var row : history.rows()) {
        fill(insert, ++rank, row);
        insert.addBatch();
      }
      return insert.executeBatch().length;
    }
  }

  private static String create(String table) {
    return """
    create table %s (installed_rank int, version text, description text, type text, script text,
      checksum int, installed_by text, installed_on timestamp default now(), execution_time int,
      success boolean)
    """
        .formatted(table);
  }

  private static String insertInto(String table) {
    return """
    insert into %s (installed_rank, version, description, type, script, checksum, installed_by,
      execution_time, success) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
    """
        .formatted(table);
  }

  private static void fill(PreparedStatement insert, int rank, AppliedMigration row)
      throws SQLException {
    insert.setInt(1, rank);
    insert.setString(2, row.version().isEmpty() ? null : row.version());
    insert.setString(3, row.description());
    insert.setString(4, row.type());
    insert.setString(5, row.script());
    if (row.checksum().isPresent()) {
      insert.setInt(6, row.checksum().getAsInt());
    } else {
      insert.setNull(6, Types.INTEGER);
    }
    insert.setString(7, row.installedBy());
    insert.setLong(8, row.took().toMillis());
    insert.setBoolean(9, row.success());
  }

  /** Where the same folder looks for its history. */
  private String table(Connection session) throws SQLException {
    var schema = folder.config().historySchema();
    if (schema.isEmpty()) {
      return Identifier.quote("public", folder.config().table());
    }
    try (var statement = session.createStatement()) {
      statement.execute("create schema if not exists " + Identifier.quote(schema));
    }
    return Identifier.quote(schema, folder.config().table());
  }
}
