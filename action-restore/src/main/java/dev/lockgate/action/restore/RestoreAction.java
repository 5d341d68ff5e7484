package dev.lockgate.action.restore;

import dev.lockgate.clients.github.BaseBranch;
import dev.lockgate.clients.github.RunApprovals;
import dev.lockgate.clients.slack.SlackWebhook;
import dev.lockgate.core.restore.Drill;
import dev.lockgate.core.restore.KeptDatabase;
import dev.lockgate.core.restore.Restore;
import dev.lockgate.core.restore.SnapshotRestore;
import dev.lockgate.core.restore.Wanted;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.core.verification.RestoreCheck;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.restore.KeptDatabases;
import dev.lockgate.runner.Inputs;
import dev.lockgate.runner.Step;
import java.time.Clock;
import java.util.Map;

/** Restores a backup over a live database, drills that it could be, or clears up after one. */
public final class RestoreAction {
  private RestoreAction() {}

  static void main() {
    System.exit(Step.onRunner("restore").announcing(SlackWebhook::new).run(RestoreAction::restore));
  }

  /** Inputs, work, outcome. */
  public static Outcome restore(Inputs raw, StepContext context) {
    return restore(raw, context, System.getenv());
  }

  static Outcome restore(Inputs raw, StepContext context, Map<String, String> environment) {
    var inputs = RestoreInputs.from(raw);
    var connection = inputs.connection();
    var base = new BaseBranch(inputs.token(), context.run(), context.run().commit());
    var policy = inputs.config().find(context, base).policy().of(connection.environment());
    var agreed = new Agreed(inputs, policy);
    var live =
        Database.of(
            connection.url(),
            new Database.Session(connection.connect(), connection.lock(), connection.statement()),
            agreed.tls(),
            context);
    return switch (inputs.mode()) {
      case RESTORE -> restore(agreed, live, context, environment);
      case DRILL -> drill(inputs, live, context);
      case DROP_KEPT -> dropKept(inputs, live);
    };
  }

  private static Outcome restore(
      Agreed agreed, Database live, StepContext context, Map<String, String> environment) {
    var inputs = agreed.inputs();
    var parts = RestoreParts.of(inputs, live, context);
    var neon = parts.provider(environment);
    try (var target = parts.target()) {
      var approvals = new RunApprovals(inputs.token(), context.run(), environment);
      if (inputs.order().wanted() instanceof Wanted.Snapshot snapshot) {
        var whole = parts.ofSnapshot(target.toSnapshot(), approvals, neon.orElseThrow());
        return new SnapshotRestore(whole, Clock.systemUTC(), context).run(agreed.order(), snapshot);
      }
      return new Restore(parts.of(target, approvals, neon), Clock.systemUTC(), context)
          .run(agreed.order());
    }
  }

  private static Outcome drill(RestoreInputs inputs, Database live, StepContext context) {
    var parts = RestoreParts.of(inputs, live, context);
    var check = new RestoreCheck(parts.store(), parts.packing(), Clock.systemUTC(), context);
    return new Drill(parts.selection(), check, parts::sandbox)
        .run(inputs.order().wanted(), live.url().database());
  }

  private static Outcome dropKept(RestoreInputs inputs, Database live) {
    var kept = new KeptDatabases(live, inputs.maintenanceDatabase());
    return new KeptDatabase(kept.list(), kept::drop)
        .remove(inputs.kept(), inputs.order().confirmation());
  }
}
