package dev.lockgate.action.restore;

import dev.lockgate.clients.slack.SlackWebhook;
import dev.lockgate.clients.store.Stores;
import dev.lockgate.clients.store.ZstdCodec;
import dev.lockgate.core.backup.Backup;
import dev.lockgate.core.backup.Encryption;
import dev.lockgate.core.backup.Packing;
import dev.lockgate.core.restore.Restore;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.backup.DatabaseDump;
import dev.lockgate.postgres.backup.PgArchiveParser;
import dev.lockgate.postgres.restore.SwapTarget;
import dev.lockgate.runner.Inputs;
import dev.lockgate.runner.Step;
import java.time.Clock;
import java.time.Duration;

/** Restores a backup into a new database, compares it, and exchanges it for the live one. */
public final class RestoreAction {
  /** A job of GitHub's own runners ends after six hours. */
  private static final Duration LONGEST = Duration.ofHours(6);

  private static final Duration LOCK_WAIT = Duration.ofSeconds(30);
  private static final Packing PACKING = new Packing(new ZstdCodec(3), Encryption.NONE);

  private RestoreAction() {}

  static void main() {
    System.exit(Step.onRunner("restore").announcing(SlackWebhook::new).run(RestoreAction::restore));
  }

  /** Inputs, work, outcome. */
  public static Outcome restore(Inputs raw, StepContext context) {
    var inputs = RestoreInputs.from(raw);
    var store = Stores.open(inputs.store(), context);
    var connection = inputs.connection();
    var live =
        Database.of(
            connection.url(),
            new Database.Session(connection.connect(), connection.lock(), connection.statement()),
            connection.tls(),
            context);
    var parser = new PgArchiveParser(LONGEST, context.cancellation());
    var clock = Clock.systemUTC();
    var safety =
        new Backup(
            new DatabaseDump(live, LOCK_WAIT, LONGEST), PACKING, parser, store, clock, context);
    try (var target = new SwapTarget(live, inputs.maintenanceDatabase(), LONGEST, context)) {
      return new Restore(store, PACKING, parser, safety, target, clock, context)
          .run(inputs.order());
    }
  }
}
