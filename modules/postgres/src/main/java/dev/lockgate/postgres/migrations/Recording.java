package dev.lockgate.postgres.migrations;

import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.step.Unsafe;
import dev.lockgate.postgres.Database;
import org.flywaydb.core.api.FlywayException;

/** Changes to the history alone: no statement of a migration runs. */
final class Recording {
  private final Database database;
  private final MigrationFolder folder;

  Recording(Database database, MigrationFolder folder) {
    this.database = database;
    this.folder = folder;
  }

  /** Writes into Flyway's history what another tool applied; once, and again whenever it did. */
  void adopt() {
    var history = database.read(connection -> History.read(connection, folder.config()));
    var files =
        Migrations.of(folder, database)
            .adoption(history.rows())
            .map(Adoption::files)
            .orElse(java.util.List.of());
    if (files.isEmpty()) {
      return;
    }
    try {
      FlywaySetup.over(folder, files, database::connect)
          .skipExecutingMigrations(true)
          .baselineOnMigrate(true)
          .baselineVersion(Adoption.BEGINNING)
          .baselineDescription("adopted from " + OldHistory.of(folder).orElseThrow().table())
          .outOfOrder(true)
          .validateOnMigrate(false)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new Unsafe(
          "history-not-adopted",
          "What the other tool's history says was applied could not be recorded: " + e.getMessage(),
          "No migration ran. Give the role the right to create tables in the schema, then run the"
              + " deploy again.",
          e);
    }
  }

  /** Takes away the row of a file that failed and left nothing; false when there was none. */
  boolean forgetFailure(MigrationFile file, String table) {
    return database.run(connection -> {
      try (var delete =
          connection.prepareStatement(
              "delete from " + table + " where script = ? and not success")) {
        delete.setString(1, file.script());
        return delete.executeUpdate() == 1;
      }
    });
  }
}
