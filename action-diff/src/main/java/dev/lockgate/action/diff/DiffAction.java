package dev.lockgate.action.diff;

import dev.lockgate.clients.github.BaseBranch;
import dev.lockgate.clients.github.PullRequestComment;
import dev.lockgate.clients.plan.PlanJson;
import dev.lockgate.clients.slack.SlackWebhook;
import dev.lockgate.core.database.Tls;
import dev.lockgate.core.deploy.BesideMigrations;
import dev.lockgate.core.deploy.SeedFiles;
import dev.lockgate.core.diff.Diff;
import dev.lockgate.core.diff.Rehearsal;
import dev.lockgate.core.diff.Target;
import dev.lockgate.core.plan.Plan.PlannedFile;
import dev.lockgate.core.policy.BaseFiles;
import dev.lockgate.core.policy.FoundPolicy;
import dev.lockgate.core.snapshot.Scope;
import dev.lockgate.core.snapshot.StoredSchema;
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
import dev.lockgate.postgres.replay.StoredTarget;
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
  /** What a deploy waits for a lock when nobody says otherwise. */
  private static final Duration LOCK = Duration.ofSeconds(5);

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
            context.workspace(),
            inputs.folder(found),
            inputs.layout(found),
            inputs.policy(found).migrations().callbacks());
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
    if (inputs.connection().isEmpty() && inputs.snapshot().isEmpty() && !hasBase(inputs, context)) {
      throw new BadInputs(
          "bad-inputs",
          new Problem(
              "database-url",
              "is required where there is no base branch to replay: on a pull request, with"
                  + " `schema-snapshot`, or with `base-ref: main`, it may be left out"),
          "Nothing was changed. Give `database-url`, or the file that drift wrote with"
              + " `schema-snapshot`, or name the branch with `base-ref`.");
    }
    var action = new DiffAction(inputs, context);
    return inputs
        .connection()
        .map(action::againstDatabase)
        .or(() ->
            inputs
                .snapshot()
                .flatMap(given ->
                    given.schema(
                        inputs.token(), context.run(), hasBase(inputs, context), context.log()))
                .map(action::againstSnapshot))
        .orElseGet(action::againstBaseBranch);
  }

  private Outcome againstDatabase(ConnectionInputs connection) {
    var database =
        Database.of(
            connection.url(),
            new Database.Session(connection.connect(), connection.lock(), connection.statement()),
            tls(connection.tls()),
            context);
    var migrations = Migrations.of(folder, database);
    var scope = scope();
    var target =
        new LiveTarget(
            database, migrations, new LiveDatabase(database, migrations, scope)::snapshot);
    try (var shadow =
        new TargetShadow(database, folder, inputs.shadow(), scope, context.cancellation())) {
      return show(target, shadow.withDowns(downs), connection.lock());
    }
  }

  /** Nothing is asked of the database itself, so no secret is needed. */
  private Outcome againstSnapshot(StoredSchema snapshot) {
    var scope = scope();
    var stored = snapshot.within(scope);
    try (var shadow =
        TargetShadow.of(stored, folder, inputs.shadow(), scope, context.cancellation())) {
      var target = new StoredTarget(stored, folder, shadow::empty);
      return show(target, shadow.withDowns(downs), LOCK);
    }
  }

  private Scope scope() {
    return Scope.of(inputs.policy(found));
  }

  /** The policy may mark an environment as production whose name does not. */
  private Tls tls(Tls tls) {
    return new Tls(tls.extraRoots(), tls.production() || inputs.policy(found).production());
  }

  private Outcome againstBaseBranch() {
    var base = base(inputs, context);
    try (var replay = new BaseReplay(folder, downs, base, scratch(), context.cancellation())) {
      return show(replay, replay, LOCK);
    }
  }

  private Outcome show(Target target, Rehearsal shadow, Duration lock) {
    var policy = inputs.policy(found);
    var rules =
        new Diff.Rules(
            found,
            inputs.environment(),
            inputs.failOn(policy.hazards()),
            policy.timeouts().lock().orElse(lock),
            folder.config().placeholders(),
            others());
    var plans = new PlanFolder(context.reports(), context.workspace());
    Diff.PlanFile planFile =
        (plan, state, hazards) ->
            plans.write(
                plan,
                new PlanJson.Beside(
                    target.source().word(), inputs.environment(), state.commitPoints(), hazards));
    return new Diff(target, shadow, rules, planFile, context.log()).show();
  }

  /** As deploy names them, so that it finds the same plan. */
  private List<PlannedFile> others() {
    var seed =
        inputs.seed().map(place -> SeedFiles.read(context.workspace(), place)).orElse(List.of());
    return BesideMigrations.of(
        folder.plannedCallbacks(), seed, inputs.config().name(), inputs.policy(found).smoke());
  }

  private static boolean hasBase(DiffInputs inputs, StepContext context) {
    return context.pullRequest().isPresent() || !inputs.baseRef().isEmpty();
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
