package dev.lockgate.action.backup;

import dev.lockgate.clients.slack.SlackWebhook;
import dev.lockgate.clients.store.Stores;
import dev.lockgate.clients.store.ZstdCodec;
import dev.lockgate.core.backup.Backup;
import dev.lockgate.core.backup.BackupReport;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.backup.DatabaseDump;
import dev.lockgate.postgres.backup.PgArchiveParser;
import dev.lockgate.runner.Inputs;
import dev.lockgate.runner.Step;
import java.time.Clock;
import java.time.Duration;

/** Takes a backup of a whole database into a store, reads it back, writes its manifest last. */
public final class BackupAction {
  /** A job of GitHub's own runners ends after six hours. */
  private static final Duration LONGEST = Duration.ofHours(6);

  private BackupAction() {}

  static void main() {
    System.exit(Step.onRunner("backup").announcing(SlackWebhook::new).run(BackupAction::backup));
  }

  /** Inputs, work, outcome. */
  public static Outcome backup(Inputs raw, StepContext context) {
    var inputs = BackupInputs.from(raw);
    var store = Stores.open(inputs.store(), context);
    var connection = inputs.connection();
    var database =
        Database.of(
            connection.url(),
            new Database.Session(connection.connect(), connection.lock(), connection.statement()),
            connection.tls(),
            context);
    var backup =
        new Backup(
            new DatabaseDump(database, inputs.lockWait(), LONGEST),
            new ZstdCodec(inputs.compressionLevel()),
            new PgArchiveParser(LONGEST, context.cancellation()),
            store,
            Clock.systemUTC(),
            context);
    return new Outcome.Passed(BackupReport.of(backup.take(Manifest.Kind.ROUTINE)));
  }
}
