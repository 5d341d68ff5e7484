package dev.lockgate.action.restore;

import dev.lockgate.clients.store.AgeEncryption;
import dev.lockgate.core.backup.StoreUrl;
import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Secret;
import dev.lockgate.core.gate.ApprovalRule;
import dev.lockgate.core.gate.Confirmation;
import dev.lockgate.core.restore.Method;
import dev.lockgate.core.restore.MigrateTo;
import dev.lockgate.core.restore.RestoreOrder;
import dev.lockgate.core.restore.Wanted;
import dev.lockgate.core.routine.Verify;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.runner.ApprovalInputs;
import dev.lockgate.runner.AskedApprovals;
import dev.lockgate.runner.ConnectionInputs;
import dev.lockgate.runner.Inputs;
import dev.lockgate.runner.Parse;
import dev.lockgate.runner.ProviderInputs;
import dev.lockgate.runner.policy.PolicyFile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The inputs of the step restore; who is told is read by the step itself.
 *
 * @param config where the policy is
 * @param recipients who can decrypt the safety backup, besides this run
 * @param identities what encrypted backups are decrypted with
 * @param safetyVerify how far the safety backup is proven
 * @param provider who takes one more snapshot first
 * @param approvals what the order's rule was made of, for the policy may ask for more
 * @param kept the kept database to remove; only for that mode
 */
record RestoreInputs(
    ConnectionInputs connection,
    PolicyFile config,
    StoreUrl store,
    List<String> recipients,
    List<Secret> identities,
    Verify safetyVerify,
    ProviderInputs provider,
    Mode mode,
    RestoreOrder order,
    AskedApprovals approvals,
    String maintenanceDatabase,
    String migrations,
    Optional<DatabaseUrl> drill,
    String kept,
    Secret token) {
  /** The values of the input {@code mode}. */
  enum Mode {
    RESTORE,
    DRILL,
    DROP_KEPT
  }

  /** Nobody meets it: no environment is named. */
  private static final ApprovalRule CLOSED =
      new ApprovalRule.Environments(ApprovalRule.TWO_PEOPLE, List.of(), "");

  static RestoreInputs from(Inputs inputs) {
    var connection = ConnectionInputs.read(inputs);
    var config = PolicyFile.read(inputs);
    var store = inputs.required("store", StoreUrl::parse);
    var recipients = inputs.optional("encrypt-to", AgeEncryption::recipients, List.<String>of());
    var identities = inputs.optionalSecret("decrypt-with", AgeEncryption::identities);
    var safety = inputs.optional("safety-verify", RestoreInputs::verify, Verify.AUTO);
    var provider = ProviderInputs.read(inputs);
    var mode = inputs.optional("mode", Parse.oneOf(Mode.class), Mode.RESTORE);
    var backup = inputs.optional("backup", Function.identity(), "latest");
    var before = inputs.optional("before", Wanted::time);
    var confirm = inputs.optional("confirm", Function.identity(), "");
    var maintenance = inputs.optional("maintenance-database", Parse::name, "postgres");
    var host = inputs.optional("expect-host", Parse::name, "");
    var database = inputs.optional("expect-database", Parse::name, "");
    var approvals = ApprovalInputs.asked(inputs, ApprovalRule.TWO_PEOPLE);
    var method = inputs.optional("method", Parse.oneOf(Method.class), Method.AUTO);
    var accepted = inputs.optional("accept-bound", RestoreInputs::lines, List.<String>of());
    var migrations = inputs.optional("migrations", Function.identity(), "");
    var migrateTo =
        inputs.optional("migrate-to", MigrateTo::parse, (MigrateTo) new MigrateTo.None());
    var restamp = inputs.optional("restamp", Parse::name, "");
    var drill = inputs.optionalSecret("drill-url", DatabaseUrl::parse);
    var kept = inputs.optional("kept-database", Parse::name, "");
    var token = inputs.optionalSecret("github-token", Secret::new);
    var wanted = wanted(inputs, backup, before);
    if (wanted.get() instanceof Wanted.Snapshot) {
      snapshot(inputs, provider, mode, method, migrateTo, restamp);
    }
    inputs.check(); // throws once, naming every bad input
    var production = connection.get().tls().production();
    var phrase = mode.get() == Mode.DROP_KEPT ? kept.get() : RestoreOrder.phrase(production);
    return new RestoreInputs(
        connection.get(),
        config.get(),
        store.get(),
        recipients.get(),
        identities.get().orElse(List.of()),
        safety.get(),
        provider.get(),
        mode.get(),
        new RestoreOrder(
            wanted.get(),
            new Confirmation(phrase, confirm.get(), inputs.dispatched()),
            host.get(),
            database.get(),
            production,
            CLOSED, // until the policy was asked, too
            method.get(),
            accepted.get(),
            migrateTo.get(),
            restamp.get()),
        approvals.get(),
        maintenance.get(),
        migrations.get(),
        drill.get(),
        kept.get(),
        token.get().orElse(Secret.NONE));
  }

  /** Two inputs that only together say which backup. */
  private static Supplier<Wanted> wanted(
      Inputs inputs, Supplier<String> backup, Supplier<Optional<Instant>> before) {
    try {
      var wanted = Wanted.of(backup.get(), before.get());
      if (wanted instanceof Wanted.File(var path)) {
        var _ = inputs.path().apply(path); // inside the workspace
      }
      return () -> wanted;
    } catch (IllegalArgumentException e) {
      inputs.problem("backup", e.getMessage() + ", got `" + backup.get() + "`");
    } catch (BadInputs _) {
      // told by the check, with the others
    }
    return () -> new Wanted.Newest(false, Optional.empty());
  }

  /** What a provider does as a whole cannot be told how. */
  private static void snapshot(
      Inputs inputs,
      Supplier<ProviderInputs> provider,
      Supplier<Mode> mode,
      Supplier<Method> method,
      Supplier<MigrateTo> migrateTo,
      Supplier<String> restamp) {
    try {
      if (!provider.get().wanted()) {
        inputs.problem("snapshot-provider", "`backup: snapshot:` needs `neon`, who holds it");
      }
      if (mode.get() != Mode.RESTORE) {
        inputs.problem("mode", "with `backup: snapshot:` only `restore` can be done");
      }
      if (method.get() != Method.AUTO) {
        inputs.problem("method", "with `backup: snapshot:` it is the provider's own");
      }
      if (!(migrateTo.get() instanceof MigrateTo.None)) {
        inputs.problem("migrate-to", "cannot be done with `backup: snapshot:`; deploy afterwards");
      }
      if (!restamp.get().isEmpty()) {
        inputs.problem("restamp", "cannot be done with `backup: snapshot:`");
      }
    } catch (BadInputs _) {
      // told by the check, with the others
    }
  }

  /** A safety backup is at least parsed. */
  private static Verify verify(String text) {
    var verify = Parse.oneOf(Verify.class).apply(text);
    if (verify == Verify.CHECKSUM) {
      throw new IllegalArgumentException("expected `auto`, `parse` or `restore`");
    }
    return verify;
  }

  private static List<String> lines(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  /** The folder may be missing when nobody asked for migrations. */
  boolean needsMigrations() {
    return !(order.migrateTo() instanceof MigrateTo.None);
  }
}
