package dev.lockgate.action.deploy;

import dev.lockgate.core.backup.StoreUrl;
import dev.lockgate.core.deploy.SafetyBackupRule;
import dev.lockgate.runner.ConnectionInputs;
import dev.lockgate.runner.Inputs;
import java.util.Optional;
import java.util.function.Function;

/** The inputs of the step deploy; who is told is read by the step itself. */
record DeployInputs(
    ConnectionInputs connection,
    String migrations,
    Optional<StoreUrl> store,
    SafetyBackupRule safetyBackup) {
  static DeployInputs from(Inputs inputs) {
    var connection = ConnectionInputs.read(inputs);
    var migrations = inputs.optional("migrations", Function.identity(), "");
    var store = inputs.optional("store", StoreUrl::parse);
    var safetyBackup =
        inputs.optional("safety-backup", SafetyBackupRule::parse, new SafetyBackupRule.Always());
    inputs.check(); // throws once, naming every bad input
    if (safetyBackup.get() instanceof SafetyBackupRule.Always && store.get().isEmpty()) {
      inputs.problem(
          "store",
          "is required for the safety backup and was empty; expected a folder such as"
              + " `file:backups`, or `safety-backup: none:` and the reason");
      inputs.check();
    }
    return new DeployInputs(connection.get(), migrations.get(), store.get(), safetyBackup.get());
  }
}
