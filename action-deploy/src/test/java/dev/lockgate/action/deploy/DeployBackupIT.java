package dev.lockgate.action.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import dev.lockgate.clients.store.AgeEncryption;
import dev.lockgate.clients.store.FolderStore;
import dev.lockgate.clients.store.ZstdCodec;
import dev.lockgate.core.backup.ArchiveCheck;
import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.backup.Packing;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.database.Secret;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.Run;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.runner.Inputs;
import dev.lockgate.testkit.NeonStub;
import dev.lockgate.testkit.PostgresServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is behind a deploy: an encrypted safety backup, and a snapshot of the provider's. */
class DeployBackupIT {
  @TempDir Path workspace;

  private final NeonStub neon = NeonStub.start("127.0.0.1").prompt();
  private final PostgresServer server = PostgresServer.of(Major.V17);
  private String database;

  @BeforeEach
  void one_pending_migration() throws IOException {
    database = server.freshDatabase();
    file("V1__customers.sql", "create table customers as select 'Ada Lovelace' as name;");
    deploy(Map.of("safety-backup", "none: a test"));
    file("V2__orders.sql", "create table orders (id int);");
  }

  private void file(String name, String sql) throws IOException {
    Files.createDirectories(workspace.resolve("migrations"));
    Files.writeString(workspace.resolve("migrations").resolve(name), sql);
  }

  @AfterEach
  void stop() {
    neon.close();
  }

  @Test
  void the_safety_backup_is_for_whoever_holds_the_key_and_for_nobody_else() throws Exception {
    var pair = new X25519KeyPairGenerator().generateKeyPair();
    var recipient = encoded(pair.getPublic().getEncoded());
    var identity = new Secret(encoded(pair.getPrivate().getEncoded()));

    var outcome = deploy(Map.of("store", "file:backups", "encrypt-to", recipient));

    assertThat(outcome).isInstanceOf(Outcome.Passed.class);
    var store = new FolderStore(workspace.resolve("backups"), workspace);
    var id = BackupId.parse(Objects.requireNonNull(outcome.report().outputs().get("backup-id")));
    var manifest = store.manifest(id);
    assertThat(manifest.archive().recipients()).contains(recipient);
    var stored = workspace.resolve(store.archivePlace(manifest));
    assertThat(Files.readString(stored, StandardCharsets.ISO_8859_1))
        .startsWith("age-encryption.org/v1")
        .doesNotContain("Ada Lovelace");
    var plain = new ByteArrayOutputStream();
    var packing = new Packing(new ZstdCodec(3), AgeEncryption.of(List.of(), List.of(identity)));
    ArchiveCheck.read(
        store.read(manifest), packing, manifest.archive(), in -> in.transferTo(plain));
    assertThat(plain.toString(StandardCharsets.ISO_8859_1)).contains("Ada Lovelace");
  }

  @Test
  void a_damaged_backup_hides_no_fresh_one_and_keeps_no_gate_from_being_shown() throws IOException {
    var good = deploy(Map.of("store", "file:backups")).report().outputs().get("backup-id");
    var damaged = "20991231_235959-1f3c9a2b";
    Files.writeString(workspace.resolve("backups/" + database + "/" + damaged + ".json"), "{");
    file("V3__more.sql", "drop table orders;");
    var policy = workspace.resolve("policy.yml");
    Files.writeString(policy, "defaults: {gates: {drill-max-age: 30d}}");
    var inputs = new HashMap<>(Map.of("store", "file:backups", "safety-backup", "fresh:6h"));

    var deployed = deploy(inputs);
    file("V4__more.sql", "drop table customers;");
    inputs.put("config", "policy.yml");
    var blocked = deploy(inputs);

    assertThat(deployed).isInstanceOf(Outcome.Passed.class);
    assertThat(deployed.report().outputs()).containsEntry("backup-id", good);
    assertThat(blocked)
        .isInstanceOfSatisfying(
            Outcome.Blocked.class, one -> assertThat(one.code()).isEqualTo("drill-overdue"));
    assertThat(blocked.report().blocks().toString())
        .contains("fresh enough: " + good)
        .contains("passed over: The manifest of backup " + database + "/" + damaged);
  }

  @Test
  void a_snapshot_of_the_provider_is_taken_beside_the_safety_backup() {
    var outcome = deploy(with(NeonStub.KEY));

    assertThat(outcome).isInstanceOf(Outcome.Passed.class);
    assertThat(outcome.report().outputs()).containsKey("backup-id");
    assertThat(neon.names()).hasSize(2).anyMatch(name -> name.startsWith("lockgate-deploy-"));
    assertThat(
            server.value(
                database,
                "select details->>'provider-snapshot' from lockgate.audit order by id desc limit"
                    + " 1"))
        .startsWith("lockgate-deploy-");
    assertThat(outcome.report().toString())
        .contains("lockgate-deploy-")
        .doesNotContain(NeonStub.KEY);
  }

  @Test
  void without_the_snapshot_that_was_asked_for_nothing_is_migrated() {
    var failure = catchThrowableOfType(StepFailure.class, () -> deploy(with("napi_wrong_key")));

    assertThat(failure.code()).isEqualTo("provider-snapshot-failed");
    assertThat(failure + failure.remedy()).doesNotContain("napi_wrong_key");
    assertThat(server.value(database, "select to_regclass('orders') is null")).isEqualTo("t");
  }

  private static String encoded(byte[] key) {
    return new String(key, StandardCharsets.US_ASCII);
  }

  private static Map<String, String> with(String key) {
    return Map.of(
        "store",
        "file:backups",
        "snapshot-provider",
        "neon",
        "neon-api-key",
        key,
        "neon-project",
        NeonStub.PROJECT);
  }

  private Outcome deploy(Map<String, String> more) {
    var inputs = new HashMap<>(more);
    inputs.put("database-url", server.url(database));
    var run = new Run("deploy", "ada", "shop/shop", "c0ffee", "refs/heads/main", "push", "", "", 1);
    var context = new StepContext(run, workspace, workspace, Log.SILENT, new Cancellation());
    return DeployAction.deploy(new Inputs(inputs, workspace), context, neon.environment());
  }
}
