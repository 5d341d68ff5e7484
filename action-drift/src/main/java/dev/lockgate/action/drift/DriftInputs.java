package dev.lockgate.action.drift;

import dev.lockgate.clients.snapshot.SnapshotFile;
import dev.lockgate.core.backup.StoreUrl;
import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Secret;
import dev.lockgate.core.drift.DriftOrder;
import dev.lockgate.core.drift.DriftOrder.Check;
import dev.lockgate.core.drift.DriftOrder.Source;
import dev.lockgate.core.migration.Layout;
import dev.lockgate.runner.ConnectionInputs;
import dev.lockgate.runner.Inputs;
import dev.lockgate.runner.Parse;
import dev.lockgate.runner.policy.PolicyFile;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The inputs of the step drift; who is told is read by the step itself. */
record DriftInputs(
    ConnectionInputs connection,
    String environment,
    PolicyFile policy,
    String migrations,
    Layout layout,
    Optional<DatabaseUrl> shadow,
    Optional<StoreUrl> store,
    DriftOrder order,
    Secret githubToken) {
  static DriftInputs from(Inputs inputs) {
    var connection = ConnectionInputs.read(inputs);
    var environment = inputs.optional("environment", Function.identity(), "");
    var policy = PolicyFile.read(inputs);
    var migrations = inputs.optional("migrations", Function.identity(), "");
    var layout = inputs.optional("layout", Layout::parse, Layout.AUTO);
    var shadow = inputs.optionalSecret("shadow-url", DatabaseUrl::parse);
    var store = inputs.optional("store", StoreUrl::parse);
    var reference = inputs.optional("reference", Parse.oneOf(Source.class), Source.AUTO);
    var snapshot = inputs.optional("schema-snapshot", inputs.path().andThen(SnapshotFile::read));
    var checks = inputs.optional("checks", DriftInputs::checks, EnumSet.allOf(Check.class));
    var failOnDrift = inputs.optional("fail-on-drift", Parse::flag, true);
    var token = inputs.optionalSecret("github-token", Secret::new);
    inputs.check(); // throws once, naming every bad input
    return new DriftInputs(
        connection.get(),
        environment.get(),
        policy.get(),
        migrations.get(),
        layout.get(),
        shadow.get(),
        store.get(),
        new DriftOrder(reference.get(), snapshot.get(), checks.get(), failOnDrift.get()),
        token.get().orElse(Secret.NONE));
  }

  private static Set<Check> checks(String text) {
    var checks = EnumSet.noneOf(Check.class);
    Arrays.stream(text.split(",", -1))
        .map(word -> Parse.oneOf(Check.class).apply(word.strip()))
        .forEach(checks::add);
    return checks;
  }
}
