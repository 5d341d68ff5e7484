package dev.lockgate.action.deploy;

import dev.lockgate.clients.slack.SlackWebhook;
import dev.lockgate.clients.store.Stores;
import dev.lockgate.clients.store.ZstdCodec;
import dev.lockgate.core.backup.Backup;
import dev.lockgate.core.backup.Encryption;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.Packing;
import dev.lockgate.core.backup.StoreUrl;
import dev.lockgate.core.deploy.Deploy;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.audit.PostgresAudit;
import dev.lockgate.postgres.backup.DatabaseDump;
import dev.lockgate.postgres.backup.PgArchiveParser;
import dev.lockgate.postgres.deploy.PostgresTarget;
import dev.lockgate.postgres.migrations.MigrationFolder;
import dev.lockgate.runner.Inputs;
import dev.lockgate.runner.Step;
import java.time.Clock;
import java.time.Duration;

/** Applies pending migrations behind gates and a safety backup, and records that it did. */
public final class DeployAction {
  /** A job of GitHub's own runners ends after six hours. */
  private static final Duration LONGEST = Duration.ofHours(6);

  private static final Duration LOCK_WAIT = Duration.ofSeconds(30);
  private static final int COMPRESSION = 3;

  private DeployAction() {}

  static void main() {
    System.exit(Step.onRunner("deploy").announcing(SlackWebhook::new).run(DeployAction::deploy));
  }

  /** Inputs, work, outcome. */
  public static Outcome deploy(Inputs raw, StepContext context) {
    var inputs = DeployInputs.from(raw);
    var folder = MigrationFolder.open(context.workspace(), inputs.migrations());
    var connection = inputs.connection();
    var database =
        Database.of(
            connection.url(),
            new Database.Session(connection.connect(), connection.lock(), connection.statement()),
            connection.tls(),
            context);
    var audit = new PostgresAudit(database);
    return new Deploy(
            new PostgresTarget(database, folder, audit, context.cancellation()),
            audit,
            inputs.safetyBackup(),
            () -> backup(database, inputs.store().orElseThrow(), context),
            Clock.systemUTC(),
            context)
        .run();
  }

  private static Backup.Taken backup(Database database, StoreUrl store, StepContext context) {
    return new Backup(
            new DatabaseDump(database, LOCK_WAIT, LONGEST),
            new Packing(new ZstdCodec(COMPRESSION), Encryption.NONE),
            new PgArchiveParser(LONGEST, context.cancellation()),
            Stores.open(store, context),
            Clock.systemUTC(),
            context)
        .take(Manifest.Kind.PRE_DEPLOY);
  }
}
