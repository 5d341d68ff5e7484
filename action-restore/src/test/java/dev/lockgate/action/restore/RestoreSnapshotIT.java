package dev.lockgate.action.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.testkit.NeonStub;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot of the provider's beside the safety backup. */
class RestoreSnapshotIT {
  @TempDir Path workspace;

  private final NeonStub neon = NeonStub.start("127.0.0.1").prompt();
  private Bench bench;
  private String database;

  @BeforeEach
  void a_backup() {
    bench = new Bench(Major.V17, workspace);
    bench.environment = neon.environment();
    database = bench.server.freshDatabase();
    bench.server.execute(database, "create table t as select 1 as one");
    bench.backup(database);
  }

  @AfterEach
  void stop() {
    neon.close();
  }

  @Test
  void it_is_taken_first_and_the_safety_backup_all_the_same() {
    var report = bench.restored(database, inputs(NeonStub.KEY));

    assertThat(neon.names()).hasSize(2).anyMatch(name -> name.startsWith("lockgate-restore-"));
    assertThat(report.blocks().toString()).contains("Snapshot of the provider", "br-snapshot");
    assertThat(Bench.output(report, "safety-backup-id")).startsWith(database);
    var audit = bench.audit(database).getLast().getLast();
    assertThat(audit).contains("provider-snapshot").doesNotContain(NeonStub.KEY);
    assertThat(report.toString()).doesNotContain(NeonStub.KEY);
  }

  @Test
  void when_it_cannot_be_taken_nothing_was_changed() {
    var failure = bench.fails(database, inputs("napi_wrong"));

    assertThat(failure.code()).isEqualTo("provider-snapshot-failed");
    assertThat(failure + failure.remedy()).doesNotContain("napi_wrong");
  }

  @Test
  void key_and_project_are_asked_for() {
    assertThatExceptionOfType(BadInputs.class)
        .isThrownBy(() -> bench.restored(database, "snapshot-provider", "neon"))
        .withMessageContaining("neon-api-key: is required")
        .withMessageContaining("neon-project: is required");
  }

  private static String[] inputs(String key) {
    return new String[] {
      "snapshot-provider", "neon", "neon-api-key", key, "neon-project", NeonStub.PROJECT
    };
  }
}
