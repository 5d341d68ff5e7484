package dev.lockgate.action.drift;

import dev.lockgate.clients.slack.SlackWebhook;
import dev.lockgate.clients.snapshot.StoredSchemaJson;
import dev.lockgate.clients.store.StoreAccess;
import dev.lockgate.clients.store.Stores;
import dev.lockgate.core.backup.DrillAge;
import dev.lockgate.core.backup.Drills;
import dev.lockgate.core.drift.Drift;
import dev.lockgate.core.drift.DriftOrder;
import dev.lockgate.core.policy.EnvironmentPolicy;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
          .find(folder.layout(), folder.files(), order(inputs, policy, context));
    }
  }

  /** Where a store is given, it says when a backup of this database was last restored. */
  private static DriftOrder order(
      DriftInputs inputs, EnvironmentPolicy policy, StepContext context) {
    var asked = policy.gates().drillMaxAge().orElse(DrillAge.USUAL);
    if (inputs.store().isEmpty() || asked.isZero()) {
      return inputs.order();
    }
    var access = StoreAccess.ofJob(inputs.githubToken());
    var store = Stores.open(inputs.store().get(), access, context);
    var drills = Drills.in(store, inputs.connection().url().database());
    return inputs.order().with(new DrillAge(drills, Optional.empty(), asked, Instant.now()));
  }
}
