package dev.lockgate.action.diff;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.migration.Layout;
import dev.lockgate.runner.ConnectionInputs;
import dev.lockgate.runner.Inputs;
import java.util.Optional;
import java.util.function.Function;

/** The inputs of the step diff; who is told is read by the step itself. */
record DiffInputs(
    ConnectionInputs connection, String migrations, Layout layout, Optional<DatabaseUrl> shadow) {
  static DiffInputs from(Inputs inputs) {
    var connection = ConnectionInputs.read(inputs);
    var migrations = inputs.optional("migrations", Function.identity(), "");
    var layout = inputs.optional("layout", Layout::parse, Layout.AUTO);
    var shadow = inputs.optionalSecret("shadow-url", DatabaseUrl::parse);
    inputs.check(); // throws once, naming every bad input
    return new DiffInputs(connection.get(), migrations.get(), layout.get(), shadow.get());
  }
}
