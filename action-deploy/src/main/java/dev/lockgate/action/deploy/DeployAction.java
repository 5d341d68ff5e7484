package dev.lockgate.action.deploy;

import dev.lockgate.clients.github.BaseBranch;
import dev.lockgate.clients.github.RunApprovals;
import dev.lockgate.clients.health.HttpHealthProbe;
import dev.lockgate.clients.neon.NeonBranches;
import dev.lockgate.clients.slack.SlackWebhook;
import dev.lockgate.clients.snapshot.StoredSchemaJson;
import dev.lockgate.clients.store.AgeEncryption;
import dev.lockgate.clients.store.StoreAccess;
import dev.lockgate.clients.store.Stores;
import dev.lockgate.clients.store.ZstdCodec;
import dev.lockgate.core.backup.Backup;
import dev.lockgate.core.backup.BackupStore;
import dev.lockgate.core.backup.DrillAge;
import dev.lockgate.core.backup.Drills;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.Packing;
import dev.lockgate.core.database.Tls;
import dev.lockgate.core.deploy.BesideMigrations;
import dev.lockgate.core.deploy.Deploy;
import dev.lockgate.core.deploy.DeployOrder;
import dev.lockgate.core.deploy.DrillGate;
import dev.lockgate.core.deploy.OutsideGate;
import dev.lockgate.core.deploy.PlanGate;
import dev.lockgate.core.deploy.SafetyBackup;
import dev.lockgate.core.deploy.SafetyBackupRule;
import dev.lockgate.core.gate.Confirmation;
import dev.lockgate.core.identity.Identity;
import dev.lockgate.core.policy.Policy;
import dev.lockgate.core.provider.ProviderSnapshots;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.audit.PostgresAudit;
import dev.lockgate.postgres.backup.DatabaseDump;
import dev.lockgate.postgres.backup.PgArchiveParser;
import dev.lockgate.postgres.deploy.PostgresTarget;
import dev.lockgate.postgres.identity.IdentityTable;
import dev.lockgate.postgres.migrations.MigrationFolder;
import dev.lockgate.postgres.migrations.Migrations;
import dev.lockgate.postgres.replay.TargetShadow;
import dev.lockgate.runner.Inputs;
import dev.lockgate.runner.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Applies pending migrations behind gates and a safety backup, and records that it did. */
public final class DeployAction {
  /** A job of GitHub's own runners ends after six hours. */
  private static final Duration LONGEST = Duration.ofHours(6);

  private static final Duration LOCK_WAIT = Duration.ofSeconds(30);

  private DeployAction() {}

  static void main() {
    System.exit(Step.onRunner("deploy").announcing(SlackWebhook::new).run(DeployAction::deploy));
  }

  /** Inputs, work, outcome. */
  public static Outcome deploy(Inputs raw, StepContext context) {
    return deploy(raw, context, System.getenv());
  }

  static Outcome deploy(Inputs raw, StepContext context, Map<String, String> environment) {
    var inputs = DeployInputs.from(raw);
    var policy = policy(inputs, context);
    var agreed = new Agreed(inputs, policy.of(inputs.connection().environment()));
    var rule = agreed.safetyBackup();
    var folder =
        MigrationFolder.open(
            context.workspace(), agreed.folder(), agreed.layout(), agreed.callbacks());
    var database = database(agreed, context);
    var order = agreed.order(context.workspace(), database);
    var audit = new PostgresAudit(database);
    var target =
        new PostgresTarget(
            database,
            Migrations.of(folder, database),
            audit,
            new PostgresTarget.Schema(agreed.scope(), Optional.of(StoredSchemaJson::write)),
            context.cancellation());
    var clock = Clock.systemUTC();
    var access = StoreAccess.ofJob(inputs.githubToken());
    var store = inputs.store().map(url -> Stores.open(url, access, context));
    var backup =
        new SafetyBackup(
            rule.map(said -> new SafetyBackupRule.Chosen(said, ""))
                .orElseGet(() -> bySize(database, inputs, context)),
            store,
            () -> backup(inputs, database, store.orElseThrow(), context),
            provider(inputs, environment),
            clock);
    try (var shadow =
        new TargetShadow(
            database, folder, inputs.shadow(), agreed.scope(), context.cancellation())) {
      var gates =
          List.<OutsideGate>of(
              approval(agreed, raw, context),
              agreed.timeouts(),
              plan(agreed, folder, order, policy.digest(), target, audit, context),
              new DrillGate(() -> drillAge(agreed, store, database, clock), agreed.drill()));
      var parts = new Deploy.Parts(backup, Optional.of(shadow), gates, new HttpHealthProbe());
      return new Deploy(target, audit, order, parts, clock, context).run();
    }
  }

  private static Policy policy(DeployInputs inputs, StepContext context) {
    var run = context.run();
    var base = new BaseBranch(inputs.githubToken(), run, run.commit());
    return inputs.config().find(context, base).policy();
  }

  private static SafetyBackupRule.Chosen bySize(
      Database database, DeployInputs inputs, StepContext context) {
    return SafetyBackupRule.bySize(size(database), Space.of(inputs.store(), context.workspace()));
  }

  private static long size(Database database) {
    return database.read(connection -> {
      try (var statement = connection.createStatement();
          var result = statement.executeQuery("select pg_database_size(current_database())")) {
        result.next();
        return result.getLong(1);
      }
    });
  }

  /** The policy may mark an environment as production whose name does not. */
  private static Database database(Agreed agreed, StepContext context) {
    var connection = agreed.inputs().connection();
    return Database.of(
        connection.url(),
        agreed.timeouts().session(),
        new Tls(connection.tls().extraRoots(), agreed.production()),
        context);
  }

  private static Approval approval(Agreed agreed, Inputs raw, StepContext context) {
    var inputs = agreed.inputs();
    return new Approval(
        agreed.confirmed(raw.dispatched().isPresent()),
        agreed.production(),
        new Confirmation(Approval.PHRASE, inputs.confirm(), raw.dispatched()),
        agreed.approvals(),
        context.run(),
        new RunApprovals(inputs.githubToken(), context.run(), System.getenv()));
  }

  private static PlanGate plan(
      Agreed agreed,
      MigrationFolder folder,
      DeployOrder order,
      String policyDigest,
      PostgresTarget target,
      PostgresAudit audit,
      StepContext context) {
    var given = agreed.inputs().planDigest();
    var others =
        BesideMigrations.of(
            folder.plannedCallbacks(),
            order.seed().files(),
            agreed.inputs().config().name(),
            agreed.policy().smoke());
    return new PlanGate(
        given,
        agreed.planned(),
        folder.files(),
        others,
        folder.config().placeholders(),
        policyDigest,
        () -> target.snapshot().digest(),
        audit,
        () -> PlanFiles.find(context.reports(), given));
  }

  /** Without a drill its time runs from the first deploy, which stamped the database. */
  private static DrillAge drillAge(
      Agreed agreed, Optional<BackupStore> store, Database database, Clock clock) {
    var drills =
        store.map(one -> Drills.in(one, database.url().database())).orElseGet(Drills::unknown);
    var first =
        drills.last().isPresent()
            ? Optional.<Instant>empty()
            : database.read(IdentityTable::read).stamp().map(Identity.Stamp::since);
    return new DrillAge(drills, first, agreed.drillMaxAge(), clock.instant());
  }

  /** Who takes one more snapshot, when somebody does. */
  private static Optional<ProviderSnapshots> provider(
      DeployInputs inputs, Map<String, String> environment) {
    var asked = inputs.provider();
    var host = inputs.connection().url().host();
    return asked.wanted()
        ? Optional.of(
            new NeonBranches(asked.key(), asked.project(), host, environment, Clock.systemUTC()))
        : Optional.empty();
  }

  private static Backup.Taken backup(
      DeployInputs inputs, Database database, BackupStore store, StepContext context) {
    return new Backup(
            new DatabaseDump(database, LOCK_WAIT, LONGEST),
            new Packing(
                new ZstdCodec(ZstdCodec.USUAL), AgeEncryption.of(inputs.encryptTo(), List.of())),
            new PgArchiveParser(LONGEST, context.cancellation()),
            store,
            Clock.systemUTC(),
            context)
        .take(Manifest.Kind.PRE_DEPLOY);
  }
}
