package dev.lockgate.action.deploy;

import dev.lockgate.clients.store.AgeEncryption;
import dev.lockgate.core.backup.StoreUrl;
import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Secret;
import dev.lockgate.core.deploy.SafetyBackupRule;
import dev.lockgate.core.deploy.SchemaVersionRule;
import dev.lockgate.core.gate.ApprovalRule;
import dev.lockgate.core.migration.Layout;
import dev.lockgate.runner.ApprovalInputs;
import dev.lockgate.runner.AskedApprovals;
import dev.lockgate.runner.ConnectionInputs;
import dev.lockgate.runner.Inputs;
import dev.lockgate.runner.Parse;
import dev.lockgate.runner.ProviderInputs;
import dev.lockgate.runner.policy.PolicyFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The inputs of the step deploy; who is told is read by the step itself. */
record DeployInputs(
    ConnectionInputs connection,
    PolicyFile config,
    String migrations,
    Layout layout,
    Optional<DatabaseUrl> shadow,
    Optional<StoreUrl> store,
    List<String> encryptTo,
    Optional<SafetyBackupRule> safetyBackup,
    ProviderInputs provider,
    String planDigest,
    String confirm,
    AskedApprovals approvals,
    boolean runSeed,
    Optional<Path> seed,
    boolean allowProductionSeed,
    String application,
    String bypass,
    List<URI> healthUrls,
    Secret githubToken) {
  static DeployInputs from(Inputs inputs) {
    var connection = ConnectionInputs.read(inputs);
    var config = PolicyFile.read(inputs);
    var migrations = inputs.optional("migrations", Function.identity(), "");
    var layout = inputs.optional("layout", Layout::parse, Layout.AUTO);
    var shadow = inputs.optionalSecret("shadow-url", DatabaseUrl::parse);
    var store = inputs.optional("store", StoreUrl::parse);
    var encryptTo = inputs.optional("encrypt-to", AgeEncryption::recipients, List.<String>of());
    var safetyBackup = inputs.optional("safety-backup", SafetyBackupRule::parse);
    var provider = ProviderInputs.read(inputs);
    var planDigest = inputs.optional("plan-digest", DeployInputs::digest, "");
    var confirm = inputs.optional("confirm", Function.identity(), "");
    var approvals = ApprovalInputs.asked(inputs, ApprovalRule.SOMEBODY_ELSE);
    var runSeed = inputs.optional("run-seed", Parse::flag, false);
    var seed = inputs.optional("seed", inputs.path());
    var allowProductionSeed = inputs.optional("allow-production-seed", Parse::flag, false);
    var application = inputs.optional("app-schema-version", SchemaVersionRule::parse, "");
    var bypass = inputs.optional("schema-guard-bypass", Parse::name, "");
    var health = inputs.optional("health-urls", DeployInputs::addresses, List.<URI>of());
    var token = inputs.optionalSecret("github-token", Secret::new);
    inputs.check(); // throws once, naming every bad input
    return new DeployInputs(
        connection.get(),
        config.get(),
        migrations.get(),
        layout.get(),
        shadow.get(),
        store.get(),
        encryptTo.get(),
        safetyBackup.get(),
        provider.get(),
        planDigest.get(),
        confirm.get(),
        approvals.get(),
        runSeed.get(),
        seed.get(),
        allowProductionSeed.get(),
        application.get(),
        bypass.get(),
        health.get(),
        token.get().orElse(Secret.NONE));
  }

  private static String digest(String text) {
    if (!text.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "expected the output `plan-digest` of diff, such as `${{ needs.plan.outputs.plan-digest"
              + " }}`");
    }
    return text;
  }

  /** One address a line, or with commas between them. */
  private static List<URI> addresses(String text) {
    return Stream.of(text.split("[\\s,]+", -1))
        .filter(one -> !one.isEmpty())
        .map(DeployInputs::address)
        .toList();
  }

  static URI address(String text) {
    try {
      var address = URI.create(text);
      if (address.getHost() != null && String.valueOf(address.getScheme()).matches("https?")) {
        return address;
      }
    } catch (IllegalArgumentException _) {
      // told below
    }
    throw new IllegalArgumentException(
        "expected addresses such as `https://shop.example.com/health`, one a line");
  }
}
