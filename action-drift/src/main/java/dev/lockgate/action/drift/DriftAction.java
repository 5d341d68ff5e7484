package dev.lockgate.action.drift;

import dev.lockgate.clients.slack.SlackWebhook;
import dev.lockgate.core.drift.Drift;
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

/** Compares a live schema with what its own history leads to. */
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
    try (var shadow = new TargetShadow(target, folder, inputs.shadow(), context.cancellation())) {
      var live = new LiveDatabase(target, Migrations.of(folder, target));
      return new Drift(live, shadow, context.log()).find(folder.files(), inputs.failOnDrift());
    }
  }
}
