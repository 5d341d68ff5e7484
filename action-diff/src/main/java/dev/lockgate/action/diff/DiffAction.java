package dev.lockgate.action.diff;

import dev.lockgate.clients.github.BaseBranch;
import dev.lockgate.clients.github.PullRequestComment;
import dev.lockgate.clients.plan.PlanJson;
import dev.lockgate.clients.slack.SlackWebhook;
import dev.lockgate.core.diff.Diff;
import dev.lockgate.core.policy.FoundPolicy;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.PullRequest;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.hazard.LiveTarget;
import dev.lockgate.postgres.migrations.DownScripts;
import dev.lockgate.postgres.migrations.MigrationFolder;
import dev.lockgate.postgres.migrations.Migrations;
import dev.lockgate.postgres.replay.LiveDatabase;
import dev.lockgate.postgres.replay.TargetShadow;
import dev.lockgate.runner.Inputs;
import dev.lockgate.runner.Step;
import java.time.Duration;

/** Shows the pending migrations of a database, what they change and every hazard on the way. */
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
    var found = inputs.config().find(context, base(inputs, context));
    var folder = MigrationFolder.open(context.workspace(), inputs.folder(found));
    var connection = inputs.connection();
    var database =
        Database.of(
            connection.url(),
            new Database.Session(connection.connect(), connection.lock(), connection.statement()),
            connection.tls(),
            context);
    var migrations = Migrations.of(folder, database);
    var target =
        new LiveTarget(database, migrations, new LiveDatabase(database, migrations)::snapshot);
    var plans = new PlanFolder(context.reports(), context.workspace());
    try (var shadow = new TargetShadow(database, folder, inputs.shadow(), context.cancellation())) {
      return new Diff(
              target,
              shadow.withDowns(DownScripts.in(context.workspace(), folder.place())),
              rules(inputs, found),
              (plan, state, hazards) ->
                  plans.write(
                      plan,
                      new PlanJson.Beside(
                          target.source().word(),
                          inputs.environment(),
                          state.commitPoints(),
                          hazards)),
              context.log())
          .show();
    }
  }

  private static BaseBranch base(DiffInputs inputs, StepContext context) {
    var commit = context.pullRequest().map(PullRequest::baseCommit).orElse(context.run().commit());
    return new BaseBranch(inputs.token(), context.run(), commit);
  }

  private static Diff.Rules rules(DiffInputs inputs, FoundPolicy found) {
    var policy = found.policy().of(inputs.environment());
    Duration lock = policy.timeouts().lock().orElse(inputs.connection().lock());
    return new Diff.Rules(found, inputs.environment(), inputs.failOn(policy.hazards()), lock);
  }
}
