package dev.lockgate.postgres.replay;

import dev.lockgate.core.drift.LiveSchema;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.schema.LeftOut;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.catalog.CatalogReader;
import dev.lockgate.postgres.migrations.Migrations;
import java.sql.Connection;
import java.sql.SQLException;

/** A target, read in sessions that cannot write. */
public final class LiveDatabase implements LiveSchema {
  private static final String HISTORY = "flyway_schema_history";

  private final Database database;
  private final Migrations migrations;

  /** A target and the migrations beside it; nothing is opened yet. */
  public LiveDatabase(Database database, Migrations migrations) {
    this.database = database;
    this.migrations = migrations;
  }

  @Override
  public String place() {
    return database.url().place();
  }

  @Override
  public MigrationState state() {
    return migrations.state();
  }

  @Override
  public SchemaSnapshot snapshot() {
    return database.read(LiveDatabase::read);
  }

  /** The catalog without the history that a session would find. */
  static SchemaSnapshot read(Connection session) throws SQLException {
    return CatalogReader.read(session, LeftOut.withHistory(historyTable(session)));
  }

  private static String historyTable(Connection session) throws SQLException {
    try (var statement = session.createStatement();
        var result =
            statement.executeQuery("select quote_ident(coalesce(current_schema(), 'public'))")) {
      result.next();
      return result.getString(1) + "." + HISTORY;
    }
  }
}
