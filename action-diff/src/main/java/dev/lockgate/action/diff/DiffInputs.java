package dev.lockgate.action.diff;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Secret;
import dev.lockgate.core.hazard.FailOn;
import dev.lockgate.core.migration.Layout;
import dev.lockgate.core.policy.EnvironmentPolicy;
import dev.lockgate.core.policy.FoundPolicy;
import dev.lockgate.core.policy.HazardPolicy;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.BadInputs.Problem;
import dev.lockgate.runner.ConnectionInputs;
import dev.lockgate.runner.Inputs;
import dev.lockgate.runner.Parse;
import dev.lockgate.runner.policy.PolicyFile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** The inputs of the step diff; who is told is read by the step itself. */
record DiffInputs(
    Optional<ConnectionInputs> connection,
    String environment,
    PolicyFile config,
    String migrations,
    Layout layout,
    Optional<DatabaseUrl> shadow,
    Optional<SnapshotInput> snapshot,
    String baseRef,
    Optional<FailOn> failOn,
    Optional<Path> seed,
    Secret token) {
  static DiffInputs from(Inputs inputs) {
    var connection = ConnectionInputs.readOptional(inputs);
    var environment = inputs.optional("environment", Parse::name, "");
    var config = PolicyFile.read(inputs);
    var migrations = inputs.optional("migrations", Function.identity(), "");
    var layout = inputs.optional("layout", Layout::parse, Layout.AUTO);
    var shadow = inputs.optionalSecret("shadow-url", DatabaseUrl::parse);
    var snapshot =
        inputs.optional("schema-snapshot", text -> SnapshotInput.parse(text, inputs.path()));
    var baseRef = inputs.optional("base-ref", Parse::name, "");
    var failOn = inputs.optional("fail-on", FailOn::parse);
    var seed = inputs.optional("seed", inputs.path());
    inputs.check(); // throws once, naming every bad input
    return new DiffInputs(
        connection.get(),
        environment.get(),
        config.get(),
        migrations.get(),
        layout.get(),
        shadow.get(),
        snapshot.get(),
        baseRef.get(),
        failOn.get(),
        seed.get(),
        inputs.githubToken());
  }

  /** What the policy says for the environment. */
  EnvironmentPolicy policy(FoundPolicy found) {
    return found.policy().of(environment);
  }

  /** The folder of migrations: the input counts, then the policy; empty finds it by layout. */
  String folder(FoundPolicy found) {
    return migrations.isEmpty() ? policy(found).migrations().folder() : migrations;
  }

  /** How its files are named: the input counts, then the policy. */
  Layout layout(FoundPolicy found) {
    return layout == Layout.AUTO ? policy(found).migrations().layout() : layout;
  }

  /**
   * From which level on a hazard blocks: the input may ask for more than the policy, never for
   * less.
   *
   * @throws BadInputs when it asks for less
   */
  FailOn failOn(HazardPolicy policy) {
    var asked = policy.failOn();
    if (asked.isPresent() && failOn.isPresent() && !failOn.get().atLeastAsStrictAs(asked.get())) {
      throw new BadInputs(
          "bad-inputs",
          new Problem(
              "fail-on",
              "expected `%s` or stricter, as `%s` says, got `%s`"
                  .formatted(asked.get().word(), config.name(), failOn.get().word())),
          "Nothing was changed. An input may tighten what the policy says, never loosen it.");
    }
    return failOn.or(() -> asked).orElse(FailOn.HIGH);
  }
}
