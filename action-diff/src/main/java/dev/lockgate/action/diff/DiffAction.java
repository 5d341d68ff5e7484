package dev.lockgate.action.diff;

import dev.lockgate.clients.github.PullRequestComment;
import dev.lockgate.clients.slack.SlackWebhook;
import dev.lockgate.core.diff.Diff;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.migrations.MigrationFolder;
import dev.lockgate.postgres.migrations.Migrations;
import dev.lockgate.postgres.replay.TargetShadow;
import dev.lockgate.runner.Inputs;
import dev.lockgate.runner.Step;
import java.util.List;

/** Shows the pending migrations of a database and what they change, tried on a shadow. */
public final class DiffAction {
  private DiffAction() {}

  static void main() {
    System.exit(
        Step.onRunner("diff")
            .announcing(SlackWebhook::new)
            .commenting(PullRequestComment::new)
            .run(DiffAction::diff));
  }

  /** Inputs, work, outcome. */
  public static Outcome diff(Inputs raw, StepContext context) {
    var inputs = DiffInputs.from(raw);
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
      var state = Migrations.of(folder, target);
      return new Diff(target.url().place(), state::state, shadow, context.log()).show();
    }
  }
}
