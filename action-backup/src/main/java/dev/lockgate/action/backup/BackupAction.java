package dev.lockgate.action.backup;

import dev.lockgate.clients.slack.SlackWebhook;
import dev.lockgate.clients.store.Stores;
import dev.lockgate.clients.store.ZstdCodec;
import dev.lockgate.core.backup.Backup;
import dev.lockgate.core.backup.Encryption;
import dev.lockgate.core.backup.Packing;
import dev.lockgate.core.retention.Retention;
import dev.lockgate.core.routine.RoutineBackup;
import dev.lockgate.core.routine.Verify;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.core.verification.RestoreCheck;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.backup.DatabaseDump;
import dev.lockgate.postgres.backup.PgArchiveParser;
import dev.lockgate.postgres.verification.EmbeddedSandboxes;
import dev.lockgate.runner.Inputs;
import dev.lockgate.runner.Step;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Takes a backup into a store, reads it back, writes its manifest last, and proves it. */
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
    var packing = new Packing(new ZstdCodec(inputs.compressionLevel()), Encryption.NONE);
    var clock = Clock.systemUTC();
    var backup =
        new Backup(
            new DatabaseDump(database, inputs.lockWait(), LONGEST),
            packing,
            new PgArchiveParser(LONGEST, context.cancellation()),
            store,
            clock,
            context);
    var check = new RestoreCheck(store, packing, clock, context);
    var sandboxes = new EmbeddedSandboxes(LONGEST, context.cancellation());
    return new RoutineBackup(backup, check, sandboxes, store, clock, context)
        .run(Verify.PARSE, Retention.of(""), List.of());
  }
}
