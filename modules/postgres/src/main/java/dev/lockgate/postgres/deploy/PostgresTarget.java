package dev.lockgate.postgres.deploy;

import dev.lockgate.core.audit.AuditLog;
import dev.lockgate.core.deploy.DeployTarget;
import dev.lockgate.core.deploy.Preflight;
import dev.lockgate.core.deploy.Seed;
import dev.lockgate.core.deploy.Smoke;
import dev.lockgate.core.deploy.SmokeExpectations;
import dev.lockgate.core.deploy.Statistics;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.migration.Progress;
import dev.lockgate.core.migration.Ran;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.core.snapshot.Scope;
import dev.lockgate.core.snapshot.StoredSchema;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.identity.IdentityTable;
import dev.lockgate.postgres.migrations.AppliedTexts;
import dev.lockgate.postgres.migrations.DeployLock;
import dev.lockgate.postgres.migrations.Migrations;
import dev.lockgate.postgres.replay.LiveDatabase;
import dev.lockgate.postgres.snapshot.SnapshotTable;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A PostgreSQL database and the folder of its migrations. */
public final class PostgresTarget implements DeployTarget {
  private static final String STATISTICS =
      """
      select pg_database_size(current_database()), count(*), coalesce(sum(greatest(reltuples, 0)), 0)
      from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where relkind = 'r' and n.nspname !~ '^pg_'
        and n.nspname not in ('information_schema', 'lockgate')
      """;

  private static final Database.Keeping NOTHING_KEPT =
      new Database.Keeping() {
        @Override
        public void renew() {}

        @Override
        public void close() {}
      };

  private final Database database;
  private final Migrations migrations;
  private final AuditLog audit;
  private final Cancellation cancellation;
  private final Schema schema;
  private Database.Keeping keeping = NOTHING_KEPT;

  /**
   * How the schema is looked at.
   *
   * @param scope what of it is compared
   * @param writer writes it down to be kept; empty where nothing is kept
   */
  public record Schema(Scope scope, Optional<Function<StoredSchema, String>> writer) {
    /** All of it, and nothing is kept. */
    public static final Schema ONLY_COMPARED = new Schema(Scope.ALL, Optional.empty());
  }

  /** A database and its migrations; nothing is opened yet. */
  public PostgresTarget(
      Database database, Migrations migrations, AuditLog audit, Cancellation cancellation) {
    this(database, migrations, audit, Schema.ONLY_COMPARED, cancellation);
  }

  /** A database and its migrations; nothing is opened yet. */
  public PostgresTarget(
      Database database,
      Migrations migrations,
      AuditLog audit,
      Schema schema,
      Cancellation cancellation) {
    this.database = database;
    this.migrations = migrations;
    this.audit = audit;
    this.schema = schema;
    this.cancellation = cancellation;
  }

  @Override
  public Lease lock(String holder) {
    var lock = DeployLock.take(database, holder, database.session().lock(), cancellation);
    keeping = database.keepSessions();
    return new Lease() {
      @Override
      public void check() {
        lock.check();
      }

      @Override
      public void close() {
        keeping.close();
        lock.close();
      }
    };
  }

  @Override
  public Preflight preflight(MigrationState state) {
    var look = database.read(connection -> PreflightQueries.read(connection, state));
    return look.with(
        audit.missingRights(),
        audit.tampered(),
        migrations.folder().layout(),
        migrations.leftIndexes(state));
  }

  @Override
  public MigrationState state() {
    return migrations.state();
  }

  @Override
  public void stamp(String environment) {
    IdentityTable.stamp(database, environment);
  }

  @Override
  public List<Ran> migrate(MigrationState state, Progress progress) {
    try {
      return migrations.migrate(state, progress);
    } finally {
      keeping.renew();
    }
  }

  @Override
  public MigrationState after(MigrationState before) {
    return migrations.after(before);
  }

  @Override
  public void seed(Seed.File file) {
    try {
      SeedRun.run(database, file);
    } finally {
      keeping.renew();
    }
  }

  @Override
  public Smoke smoke(SmokeExpectations expectations, List<String> invalidBefore) {
    return database.read(connection -> new SmokeCheck(connection, expectations).run(invalidBefore));
  }

  @Override
  public SchemaSnapshot snapshot() {
    return live(schema.scope()).snapshot();
  }

  @Override
  public Statistics statistics() {
    return database.read(connection -> {
      try (var statement = connection.createStatement();
          var result = statement.executeQuery(STATISTICS)) {
        result.next();
        return new Statistics(result.getLong(1), result.getInt(2), result.getLong(3));
      }
    });
  }

  @Override
  public void keepTexts(List<Ran> ran) {
    AppliedTexts.keep(database, ran);
  }

  @Override
  public void keepSchema(MigrationState state) {
    schema
        .writer()
        .ifPresent(writer -> {
          var now = live(schema.scope().withoutIgnoring()).now(state);
          new SnapshotTable(database)
              .keep(writer.apply(now), state.version(), now.schema().digest());
        });
  }

  private LiveDatabase live(Scope scope) {
    return new LiveDatabase(database, migrations, scope);
  }
}
