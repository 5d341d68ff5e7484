package dev.lockgate.action.diff;

import dev.lockgate.clients.github.BaseBranch;
import dev.lockgate.clients.github.PullRequestComment;
import dev.lockgate.clients.plan.PlanJson;
import dev.lockgate.clients.slack.SlackWebhook;
import dev.lockgate.core.database.Tls;
import dev.lockgate.core.diff.Diff;
import dev.lockgate.core.diff.Rehearsal;
import dev.lockgate.core.diff.Target;
import dev.lockgate.core.policy.BaseFiles;
import dev.lockgate.core.policy.FoundPolicy;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.BadInputs.Problem;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.PullRequest;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.hazard.LiveTarget;
import dev.lockgate.postgres.migrations.DownScripts;
import dev.lockgate.postgres.migrations.MigrationFolder;
import dev.lockgate.postgres.migrations.Migrations;
import dev.lockgate.postgres.replay.BaseReplay;
import dev.lockgate.postgres.replay.LiveDatabase;
import dev.lockgate.postgres.replay.TargetShadow;
import dev.lockgate.runner.ConnectionInputs;
import dev.lockgate.runner.Inputs;
import dev.lockgate.runner.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Shows the pending migrations of a database, what they change and every hazard on the way. */
public final class DiffAction {
  private final DiffInputs inputs;
  private final StepContext context;
  private final FoundPolicy found;
  private final MigrationFolder folder;
  private final DownScripts downs;

  private DiffAction(DiffInputs inputs, StepContext context) {
    this.inputs = inputs;
    this.context = context;
    this.found = inputs.config().find(context, base(inputs, context));
    this.folder =
        MigrationFolder.open(
            context.workspace(), inputs.folder(found), inputs.layout(found), List.of());
    this.downs = DownScripts.in(context.workspace(), folder.place());
  }

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
    if (inputs.connection().isEmpty()
        && context.pullRequest().isEmpty()
        && inputs.baseRef().isEmpty()) {
      throw new BadInputs(
          "bad-inputs",
          new Problem(
              "database-url",
              "is required where there is no base branch to replay: on a pull request, or with"
                  + " `base-ref: main`, it may be left out"),
          "Nothing was changed. Give `database-url`, or name the branch with `base-ref`.");
    }
    var action = new DiffAction(inputs, context);
    return inputs.connection().map(action::againstDatabase).orElseGet(action::againstBaseBranch);
  }

  private Outcome againstDatabase(ConnectionInputs connection) {
    var database =
        Database.of(
            connection.url(),
            new Database.Session(connection.connect(), connection.lock(), connection.statement()),
            tls(connection.tls()),
            context);
    var migrations = Migrations.of(folder, database);
    var target =
        new LiveTarget(database, migrations, new LiveDatabase(database, migrations)::snapshot);
    try (var shadow = new TargetShadow(database, folder, inputs.shadow(), context.cancellation())) {
      return show(target, shadow.withDowns(downs), connection.lock());
    }
  }

  /** The policy may mark an environment as production whose name does not. */
  private Tls tls(Tls tls) {
    var production = found.policy().of(inputs.environment()).production();
    return new Tls(tls.extraRoots(), tls.production() || production);
  }

  private Outcome againstBaseBranch() {
    var base = base(inputs, context);
    try (var replay = new BaseReplay(folder, downs, base, scratch(), context.cancellation())) {
      return show(replay, replay, Duration.ofSeconds(5));
    }
  }

  private Outcome show(Target target, Rehearsal shadow, Duration lock) {
    var policy = found.policy().of(inputs.environment());
    var rules =
        new Diff.Rules(
            found,
            inputs.environment(),
            inputs.failOn(policy.hazards()),
            policy.timeouts().lock().orElse(lock),
            folder.config().placeholders());
    var plans = new PlanFolder(context.reports(), context.workspace());
    Diff.PlanFile planFile =
        (plan, state, hazards) ->
            plans.write(
                plan,
                new PlanJson.Beside(
                    target.source().word(), inputs.environment(), state.commitPoints(), hazards));
    return new Diff(target, shadow, rules, planFile, context.log()).show();
  }

  private static BaseFiles base(DiffInputs inputs, StepContext context) {
    var commit =
        inputs.baseRef().isEmpty()
            ? context.pullRequest().map(PullRequest::baseCommit).orElse("")
            : inputs.baseRef();
    return new BaseBranch(inputs.token(), context.run(), commit);
  }

  private static Path scratch() {
    try {
      return Files.createTempDirectory("lockgate-base-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
