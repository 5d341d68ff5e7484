package dev.lockgate.action.deploy;

import dev.lockgate.core.backup.DrillAge;
import dev.lockgate.core.deploy.DeployOrder;
import dev.lockgate.core.deploy.DrillGate;
import dev.lockgate.core.deploy.SafetyBackupRule;
import dev.lockgate.core.deploy.SchemaVersionRule;
import dev.lockgate.core.deploy.Seed;
import dev.lockgate.core.deploy.SeedFiles;
import dev.lockgate.core.deploy.SmokeExpectations;
import dev.lockgate.core.gate.ApprovalRule;
import dev.lockgate.core.migration.Layout;
import dev.lockgate.core.policy.EnvironmentPolicy;
import dev.lockgate.core.policy.EnvironmentPolicy.SchemaVersion.Rule;
import dev.lockgate.core.policy.GatePolicy.Ask;
import dev.lockgate.core.snapshot.Scope;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.BadInputs.Problem;
import dev.lockgate.postgres.Database;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the inputs and the policy say together: an input may ask for more than the policy, never for
 * less.
 */
record Agreed(DeployInputs inputs, EnvironmentPolicy policy) {
  boolean production() {
    return inputs.connection().tls().production() || policy.production();
  }

  String folder() {
    return inputs.migrations().isEmpty() ? policy.migrations().folder() : inputs.migrations();
  }

  Layout layout() {
    return inputs.layout() == Layout.AUTO ? policy.migrations().layout() : inputs.layout();
  }

  List<String> callbacks() {
    return policy.migrations().callbacks();
  }

  /** Who has to approve. */
  ApprovalRule approvals() {
    return inputs.approvals().with(policy.gates(), production(), ApprovalRule.SOMEBODY_ELSE);
  }

  /** How long connecting and statements may take. */
  AgreedTimeouts timeouts() {
    return AgreedTimeouts.of(inputs.connection(), policy.timeouts());
  }

  /** What of the schema is compared. */
  Scope scope() {
    return Scope.of(policy);
  }

  /** Who asks for a restore drill: production does where a store is given; a policy of 0 nobody. */
  DrillGate.Asked drill() {
    var policed = policy.gates().drillMaxAge();
    if (policed.isPresent()) {
      return policed.get().isZero() ? DrillGate.Asked.NOT : DrillGate.Asked.BY_POLICY;
    }
    return production() && inputs.store().isPresent()
        ? DrillGate.Asked.BY_RULE
        : DrillGate.Asked.NOT;
  }

  /** How old the last restore drill may be. */
  Duration drillMaxAge() {
    return policy.gates().drillMaxAge().filter(age -> !age.isZero()).orElse(DrillAge.USUAL);
  }

  /**
   * Whether the word must be typed.
   *
   * @param byHand whether a person started the run; what a push starts has nobody who could type
   */
  boolean confirmed(boolean byHand) {
    return policy.gates().confirmation().or(production() && byHand);
  }

  boolean planned() {
    return policy.gates().planDigest().or(false);
  }

  /**
   * The stricter of the two; empty where neither says anything.
   *
   * @throws BadInputs when the input asks for less than the policy, or when there is no store
   */
  Optional<SafetyBackupRule> safetyBackup() {
    var said = inputs.safetyBackup();
    var policed = policy.safetyBackup().map(SafetyBackupRule::parse);
    if (said.isPresent()
        && policed.isPresent()
        && said.get().strictness() < policed.get().strictness()) {
      throw bad(
          "safety-backup",
          "the policy says `%s`, and an input may ask for more and not for less"
              .formatted(policy.safetyBackup().orElse("")));
    }
    var rule = said.or(() -> policed);
    if (rule.map(SafetyBackupRule::needsStore).orElse(true) && inputs.store().isEmpty()) {
      throw bad(
          "store",
          "is required for the safety backup and was empty; expected a folder such as"
              + " `file:backups`, or `safety-backup: none:` and the reason");
    }
    return rule;
  }

  /** The order; nothing is opened unless the policy has a query for the application's version. */
  DeployOrder order(Path workspace, Database database) {
    var gates = policy.gates();
    return new DeployOrder(
        inputs.connection().environment(),
        production(),
        schemaVersion(() -> applicationOf(database)),
        seed(workspace),
        smoke(),
        gates.driftFree().or(true),
        gates.security().or(production()),
        gates.identityStamp(),
        policy.timeouts().warnAfter().orElse(DeployOrder.SLOW));
  }

  private SchemaVersionRule schemaVersion(Supplier<String> fromDatabase) {
    var rule = policy.schemaVersion().rule();
    if (rule == Rule.OFF) {
      return SchemaVersionRule.NONE;
    }
    var application = inputs.application().isEmpty() ? fromDatabase.get() : inputs.application();
    return new SchemaVersionRule(application, inputs.bypass(), rule == Rule.EQUAL);
  }

  /** The version that the application itself keeps in a table. */
  private String applicationOf(Database database) {
    return policy
        .schemaVersion()
        .query()
        .map(query ->
            database.read(connection -> {
              try (var statement = connection.createStatement();
                  var result = statement.executeQuery(query)) {
                var text = result.next() ? result.getString(1) : null;
                return text == null ? "" : SchemaVersionRule.parse(text.strip());
              } catch (IllegalArgumentException e) {
                throw bad("app-schema-version", "the query of the policy: " + e.getMessage());
              }
            }))
        .orElse("");
  }

  private Seed seed(Path workspace) {
    if (!inputs.runSeed()) {
      return Seed.NONE;
    }
    if (policy.gates().seed() == Ask.OFF) {
      throw bad("run-seed", "the policy says that no seed runs in this environment");
    }
    var files = inputs.seed().map(place -> SeedFiles.read(workspace, place)).orElse(List.of());
    return new Seed(true, inputs.allowProductionSeed(), files);
  }

  private SmokeExpectations smoke() {
    var smoke = policy.smoke();
    var queries = new TreeMap<String, String>();
    for (var sql : smoke.sql()) {
      queries.put("query " + (queries.size() + 1) + " of the policy", sql);
    }
    var addresses =
        Stream.concat(
                smoke.healthUrls().stream().map(DeployInputs::address),
                inputs.healthUrls().stream())
            .distinct()
            .<URI>map(address -> address)
            .toList();
    return new SmokeExpectations(smoke.tables(), smoke.extensions(), queries, addresses);
  }

  private static BadInputs bad(String input, String message) {
    return new BadInputs(List.of(new Problem(input, message)));
  }
}
