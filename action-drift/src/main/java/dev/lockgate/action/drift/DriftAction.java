package dev.lockgate.action.drift;

import dev.lockgate.clients.slack.SlackWebhook;
import dev.lockgate.clients.snapshot.StoredSchemaJson;
import dev.lockgate.core.drift.Drift;
import dev.lockgate.core.snapshot.Scope;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.migrations.MigrationFolder;
import dev.lockgate.postgres.migrations.Migrations;
import dev.lockgate.postgres.replay.LiveDatabase;
import dev.lockgate.postgres.replay.TargetShadow;
import dev.lockgate.runner.Inputs;
import dev.lockgate.runner.Step;
import java.util.List;

/** Compares a live schema with what was deployed, and writes the SQL that settles what differs. */
public final class DriftAction {
  private DriftAction() {}

  static void main() {
    System.exit(Step.onRunner("drift").announcing(SlackWebhook::new).run(DriftAction::drift));
  }

  /** Inputs, work, outcome. */
  public static Outcome drift(Inputs raw, StepContext context) {
    var inputs = DriftInputs.from(raw);
    var folder =
        MigrationFolder.open(context.workspace(), inputs.migrations(), inputs.layout(), List.of());
    var connection = inputs.connection();
    var target =
        Database.of(
            connection.url(),
            new Database.Session(connection.connect(), connection.lock(), connection.statement()),
            connection.tls(),
            context);
    var policy = inputs.policy().find(context, new NoBase()).policy().of(inputs.environment());
    var scope = Scope.of(policy);
    try (var shadow =
        new TargetShadow(target, folder, inputs.shadow(), scope, context.cancellation())) {
      var migrations = Migrations.of(folder, target);
      var live = new LiveDatabase(target, migrations, scope, StoredSchemaJson::read);
      return new Drift(live, shadow, shadow, new ReportFolder(context), context.log())
          .find(folder.layout(), folder.files(), inputs.order());
    }
  }
}
