package dev.lockgate.postgres.replay;

import dev.lockgate.core.drift.LiveSchema;
import dev.lockgate.core.drift.Readiness;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.posture.Posture;
import dev.lockgate.core.schema.LeftOut;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.core.snapshot.Scope;
import dev.lockgate.core.snapshot.StoredSchema;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.catalog.CatalogReader;
import dev.lockgate.postgres.migrations.FlywayConfig;
import dev.lockgate.postgres.migrations.Migrations;
import dev.lockgate.postgres.posture.PostureReader;
import dev.lockgate.postgres.snapshot.SnapshotTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** A target, read in sessions that cannot write. */
public final class LiveDatabase implements LiveSchema {
  private final Database database;
  private final Migrations migrations;
  private final Scope scope;
  private final Function<String, StoredSchema> reader;

  /** A target and the migrations beside it, of which everything is compared. */
  public LiveDatabase(Database database, Migrations migrations) {
    this(database, migrations, Scope.ALL);
  }

  /** A target and the migrations beside it; of a snapshot that it keeps nothing is known. */
  public LiveDatabase(Database database, Migrations migrations, Scope scope) {
    this(
        database,
        migrations,
        scope,
        _ -> {
          throw new IllegalArgumentException("nobody reads it");
        });
  }

  /**
   * A target and the migrations beside it; nothing is opened yet.
   *
   * @param scope what of it is compared
   * @param reader reads what the last deploy left there, as its file has it
   */
  public LiveDatabase(
      Database database,
      Migrations migrations,
      Scope scope,
      Function<String, StoredSchema> reader) {
    this.database = database;
    this.migrations = migrations;
    this.scope = scope;
    this.reader = reader;
  }

  @Override
  public String place() {
    return database.url().place();
  }

  @Override
  public MigrationState state() {
    return migrations.state();
  }

  /** What of its catalog is compared. */
  public SchemaSnapshot snapshot() {
    var state = state();
    return database.read(session -> {
      var standing = StandingQuery.read(session, state, scope.profile());
      return scope.of(read(session, config()), standing.profile());
    });
  }

  @Override
  public StoredSchema now(MigrationState state) {
    return database.read(session -> {
      var standing = StandingQuery.read(session, state, scope.profile());
      var catalog = read(session, config());
      var weights = Weights.read(session);
      return new StoredSchema(
          Instant.now(),
          standing,
          scope.of(catalog, standing.profile()),
          Scope.platform(catalog, standing.profile()),
          history(state),
          weights.tables(),
          weights.countedSince());
    });
  }

  @Override
  public Optional<StoredSchema> lastDeploy() {
    return new SnapshotTable(database).newest().flatMap(this::readable);
  }

  @Override
  public Posture posture() {
    return database.read(PostureReader::read);
  }

  @Override
  public Readiness readiness() {
    var state = state();
    return database.read(session -> ReadinessQuery.read(session, state));
  }

  /** One that a newer release left is as good as none. */
  private Optional<StoredSchema> readable(String json) {
    try {
      return Optional.of(reader.apply(json).within(scope));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static StoredSchema.History history(MigrationState state) {
    return new StoredSchema.History(
        state.schema(),
        state.table(),
        state.hasHistory(),
        state.empty(),
        state.version(),
        state.applied());
  }

  private FlywayConfig config() {
    return migrations.folder().config();
  }

  /** The whole catalog, where nobody says otherwise where a history would be. */
  static SchemaSnapshot read(Connection session) throws SQLException {
    return read(session, FlywayConfig.NONE);
  }

  /** The whole catalog without the history that a session would find. */
  static SchemaSnapshot read(Connection session, FlywayConfig config) throws SQLException {
    return CatalogReader.read(session, LeftOut.withHistory(historyTable(session, config)));
  }

  private static String historyTable(Connection session, FlywayConfig config) throws SQLException {
    try (var statement =
        session.prepareStatement(
            "select quote_ident(coalesce(nullif(?, ''), current_schema(), 'public'))"
                + " || '.' || quote_ident(?)")) {
      statement.setString(1, config.historySchema());
      statement.setString(2, config.table());
      try (var result = statement.executeQuery()) {
        result.next();
        return result.getString(1);
      }
    }
  }
}
