package dev.lockgate.action.restore;

import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.backup.StoreUrl;
import dev.lockgate.core.restore.RestoreOrder;
import dev.lockgate.runner.ConnectionInputs;
import dev.lockgate.runner.Inputs;
import dev.lockgate.runner.Parse;
import java.util.Optional;
import java.util.function.Function;

/** The inputs of the step restore. */
record RestoreInputs(
    ConnectionInputs connection, StoreUrl store, RestoreOrder order, String maintenanceDatabase) {
  static RestoreInputs from(Inputs inputs) {
    var connection = ConnectionInputs.read(inputs);
    var store = inputs.required("store", StoreUrl::parse);
    var backup = inputs.optional("backup", RestoreOrder::backup, Optional.<BackupId>empty());
    var confirm = inputs.optional("confirm", Function.identity(), "");
    var maintenance = inputs.optional("maintenance-database", Parse::name, "postgres");
    var host = inputs.optional("expect-host", Parse::name, "");
    var database = inputs.optional("expect-database", Parse::name, "");
    inputs.check(); // throws once, naming every bad input
    return new RestoreInputs(
        connection.get(),
        store.get(),
        new RestoreOrder(backup.get(), confirm.get(), host.get(), database.get()),
        maintenance.get());
  }
}
