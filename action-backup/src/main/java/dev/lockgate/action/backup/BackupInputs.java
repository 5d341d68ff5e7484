package dev.lockgate.action.backup;

import dev.lockgate.clients.store.AgeEncryption;
import dev.lockgate.clients.store.ZstdCodec;
import dev.lockgate.core.backup.StoreUrl;
import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Secret;
import dev.lockgate.core.retention.Retention;
import dev.lockgate.core.routine.Verify;
import dev.lockgate.runner.ConnectionInputs;
import dev.lockgate.runner.Inputs;
import dev.lockgate.runner.Parse;
import dev.lockgate.runner.ProviderInputs;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;

/** The inputs of the step backup. */
record BackupInputs(
    ConnectionInputs connection,
    Optional<DatabaseUrl> replica,
    List<String> schemas,
    StoreUrl store,
    List<String> encryptTo,
    Secret githubToken,
    int compressionLevel,
    Verify verify,
    ContentHash contentHash,
    Retention retention,
    ProviderInputs provider,
    Duration lockWait) {
  private static final int LONGEST = 36_500;

  /** Whether the texts of all rows are added up. */
  enum ContentHash {
    /** While the database is small. */
    AUTO,
    ON,
    OFF;

    private static final long SMALL = 1L << 30;

    /** The size of the biggest database that is treated so. */
    long upTo() {
      return switch (this) {
        case AUTO -> SMALL;
        case ON -> Long.MAX_VALUE;
        case OFF -> -1;
      };
    }
  }

  static BackupInputs from(Inputs inputs) {
    var connection = ConnectionInputs.read(inputs);
    var environment = inputs.optional("environment", Parse::name, "");
    var replica = inputs.optionalSecret("replica-url", DatabaseUrl::parse);
    var schemas = inputs.optional("schemas", BackupInputs::names, List.<String>of());
    var store = inputs.required("store", StoreUrl::parse);
    var encryptTo = inputs.optional("encrypt-to", AgeEncryption::recipients, List.<String>of());
    var token = inputs.optionalSecret("github-token", Secret::new);
    var level =
        inputs.optional(
            "compression-level",
            Parse.integer(ZstdCodec.FASTEST, ZstdCodec.SMALLEST),
            ZstdCodec.USUAL);
    var verify = inputs.optional("verify", Parse.oneOf(Verify.class), Verify.AUTO);
    var contentHash =
        inputs.optional("content-hash", Parse.oneOf(ContentHash.class), ContentHash.AUTO);
    var days = number(inputs, "retention-days", 0);
    var count = number(inputs, "retention-count", 1);
    var monthly = number(inputs, "keep-monthly", 0);
    var minKeep = number(inputs, "min-keep", 1);
    var provider = ProviderInputs.read(inputs);
    var lockWait = inputs.optional("lock-wait-timeout", Parse::duration, Duration.ofSeconds(30));
    inputs.check(); // throws once, naming every bad input
    if (store.get() instanceof StoreUrl.Artifacts && encryptTo.get().isEmpty()) {
      inputs.problem(
          "encrypt-to",
          "is required with `store: artifact:`, for whoever reads the repository can download"
              + " artifacts; expected an age recipient, such as `age1…`");
      inputs.check();
    }
    return new BackupInputs(
        connection.get(),
        replica.get(),
        schemas.get(),
        store.get(),
        encryptTo.get(),
        token.get().orElse(Secret.NONE),
        level.get(),
        verify.get(),
        contentHash.get(),
        Retention.of(environment.get()).with(days.get(), count.get(), monthly.get(), minKeep.get()),
        provider.get(),
        lockWait.get());
  }

  private static Supplier<OptionalInt> number(Inputs inputs, String name, int least) {
    Function<String, OptionalInt> parser =
        text -> OptionalInt.of(Parse.integer(least, LONGEST).apply(text));
    return inputs.optional(name, parser, OptionalInt.empty());
  }

  /** Names of schemas, separated by commas. */
  private static List<String> names(String text) {
    var names = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    if (names.contains("") || names.stream().anyMatch(name -> name.startsWith("pg_"))) {
      throw new IllegalArgumentException(
          "expected schemas of the database, separated by commas, such as `public, billing`");
    }
    return names.stream().map(Parse::name).distinct().toList();
  }
}
