package dev.lockgate.postgres.deploy;

import dev.lockgate.core.audit.AuditLog;
import dev.lockgate.core.deploy.DeployTarget;
import dev.lockgate.core.deploy.Preflight;
import dev.lockgate.core.deploy.Smoke;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.migration.Progress;
import dev.lockgate.core.migration.Ran;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.migrations.DeployLock;
import dev.lockgate.postgres.migrations.MigrationFolder;
import dev.lockgate.postgres.migrations.Migrations;
import java.util.List;

/** A PostgreSQL database and the folder of its migrations. */
public final class PostgresTarget implements DeployTarget {
  private final Database database;
  private final Migrations migrations;
  private final AuditLog audit;
  private final Cancellation cancellation;

  /** A database and the folder of its migrations; nothing is opened yet. */
  public PostgresTarget(
      Database database, MigrationFolder folder, AuditLog audit, Cancellation cancellation) {
    this.database = database;
    this.migrations = Migrations.of(folder, database);
    this.audit = audit;
    this.cancellation = cancellation;
  }

  @Override
  public Lease lock(String holder) {
    var lock = DeployLock.take(database, holder, database.session().lock(), cancellation);
    return new Lease() {
      @Override
      public void check() {
        lock.check();
      }

      @Override
      public void close() {
        lock.close();
      }
    };
  }

  @Override
  public Preflight preflight() {
    var look = database.read(PreflightQueries::read);
    return look.with(audit.missingRights(), audit.tampered());
  }

  @Override
  public MigrationState state() {
    return migrations.state();
  }

  @Override
  public List<Ran> migrate(Progress progress) {
    return migrations.migrate(progress);
  }

  @Override
  public Smoke smoke(List<String> invalidBefore) {
    return database.read(connection -> new SmokeCheck(connection).run(invalidBefore));
  }
}
