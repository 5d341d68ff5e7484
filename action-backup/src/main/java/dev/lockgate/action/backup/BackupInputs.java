package dev.lockgate.action.backup;

import dev.lockgate.clients.store.ZstdCodec;
import dev.lockgate.core.backup.StoreUrl;
import dev.lockgate.runner.ConnectionInputs;
import dev.lockgate.runner.Inputs;
import dev.lockgate.runner.Parse;
import java.time.Duration;

/** The inputs of the step backup. */
record BackupInputs(
    ConnectionInputs connection, StoreUrl store, int compressionLevel, Duration lockWait) {
  static BackupInputs from(Inputs inputs) {
    var connection = ConnectionInputs.read(inputs);
    var store = inputs.required("store", StoreUrl::parse);
    var level =
        inputs.optional(
            "compression-level", Parse.integer(ZstdCodec.FASTEST, ZstdCodec.SMALLEST), 3);
    var lockWait = inputs.optional("lock-wait-timeout", Parse::duration, Duration.ofSeconds(30));
    inputs.check(); // throws once, naming every bad input
    return new BackupInputs(connection.get(), store.get(), level.get(), lockWait.get());
  }
}
