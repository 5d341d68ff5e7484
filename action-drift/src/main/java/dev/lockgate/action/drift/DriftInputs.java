package dev.lockgate.action.drift;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.migration.Layout;
import dev.lockgate.runner.ConnectionInputs;
import dev.lockgate.runner.Inputs;
import dev.lockgate.runner.Parse;
import java.util.Optional;
import java.util.function.Function;

/** The inputs of the step drift; who is told is read by the step itself. */
record DriftInputs(
    ConnectionInputs connection,
    String migrations,
    Layout layout,
    Optional<DatabaseUrl> shadow,
    boolean failOnDrift) {
  static DriftInputs from(Inputs inputs) {
    var connection = ConnectionInputs.read(inputs);
    var migrations = inputs.optional("migrations", Function.identity(), "");
    var layout = inputs.optional("layout", Layout::parse, Layout.AUTO);
    var shadow = inputs.optionalSecret("shadow-url", DatabaseUrl::parse);
    var failOnDrift = inputs.optional("fail-on-drift", Parse::flag, true);
    inputs.check(); // throws once, naming every bad input
    return new DriftInputs(
        connection.get(), migrations.get(), layout.get(), shadow.get(), failOnDrift.get());
  }
}
