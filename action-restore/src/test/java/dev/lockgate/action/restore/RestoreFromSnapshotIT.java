package dev.lockgate.action.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.report.Finding;
import dev.lockgate.core.report.Report;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.testkit.NeonStub;
import dev.lockgate.testkit.OwnServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that its provider puts back to a snapshot; the snapshot is a copy of the database. */
class RestoreFromSnapshotIT {
  private static OwnServer own;

  @TempDir Path workspace;

  private final NeonStub neon = NeonStub.start("127.0.0.1").prompt();
  private Bench bench;
  private String database;
  private String then;

  @BeforeAll
  static void start() {
    own = OwnServer.start(Major.V17); // nobody else's databases are on it
  }

  @AfterAll
  static void end() {
    own.close();
  }

  @BeforeEach
  void a_snapshot_and_what_came_after_it() {
    bench = new Bench(own.server(), workspace);
    bench.environment = neon.environment();
    database = bench.shop();
    bench.restored(database, "backup", first()); // writes the first audit rows
    then = bench.text(database);
    neon.branch("lockgate-deploy-20260131-020000");
    bench.server.execute("postgres", "create database copy is_template true template " + database);
    bench.server.execute(database, "drop table shop.orders cascade", "create table later ()");
    neon.whenRestored(this::putBack);
  }

  private String first() {
    return Bench.output(bench.backup(database), "backup-id");
  }

  private void putBack() {
    bench.server.execute(
        "postgres",
        "drop database " + database + " with (force)",
        "create database " + database + " template copy");
  }

  @AfterEach
  void stop() {
    neon.close();
    bench.server.execute("postgres", "alter database copy is_template false");
    for (var name : bench.databases()) {
      if (!name.equals("postgres") && !name.startsWith("template")) {
        bench.server.execute("postgres", "drop database " + name + " with (force)");
      }
    }
  }

  @Test
  void the_newest_snapshot_is_brought_back_and_the_audit_rows_stay() {
    var before = bench.audit(database);

    var report = restored("backup", "snapshot:latest");

    assertThat(bench.text(database)).isEqualTo(then);
    var audit = bench.audit(database);
    assertThat(audit).hasSize(before.size() + 2);
    assertThat(audit.subList(0, before.size())).isEqualTo(before);
    assertThat(audit.getLast()).first().isEqualTo("passed");
    assertThat(audit.getLast().getLast())
        .contains("snapshot:lockgate-deploy-20260131-020000", "lockgate-before-restore-")
        .doesNotContain(NeonStub.KEY);
    assertThat(neon.bodies().getLast()).contains("\"source_branch_id\"", "\"preserve_under_name\"");
    assertThat(Bench.output(report, "backup-id"))
        .isEqualTo("snapshot:lockgate-deploy-20260131-020000");
    assertThat(report.toString())
        .contains("backup: snapshot:lockgate-before-restore-")
        .doesNotContain(NeonStub.KEY);
  }

  @Test
  void the_safety_backup_is_taken_first_and_holds_what_was_replaced() {
    var replaced = bench.text(database);

    var report = restored("backup", "snapshot:lockgate-deploy-20260131-020000");
    bench.restored(database, "backup", Bench.output(report, "safety-backup-id"));

    assertThat(bench.text(database)).isEqualTo(replaced);
  }

  @Test
  void audit_rows_that_no_program_can_put_back_are_told_and_the_restore_is_done() {
    neon.whenRestored(() -> {
      putBack();
      System.setProperty("lockgate.rootfs", workspace.resolve("nowhere").toString());
    });

    Report report;
    try {
      report = restored("backup", "snapshot:latest");
    } finally {
      System.clearProperty("lockgate.rootfs");
    }

    assertThat(bench.text(database)).isEqualTo(then);
    assertThat(report.findings())
        .anySatisfy(finding -> {
          assertThat(finding.code()).isEqualTo("restore-not-recorded");
          assertThat(finding.message())
              .startsWith("the audit rows and the identity are those of the snapshot")
              .contains("cannot start pg_restore");
        });
    assertThat(bench.audit(database).getLast()).first().isEqualTo("passed");
  }

  @Test
  void a_time_is_gone_back_to() {
    restored("backup", "snapshot:2026-01-30T12:00:00Z");

    assertThat(neon.bodies().getLast()).contains("\"source_timestamp\":\"2026-01-30T12:00:00Z\"");
    assertThat(bench.text(database)).isEqualTo(then);
  }

  @Test
  void the_gates_are_those_of_every_restore() {
    var name = "snapshot:latest";

    assertThat(blocked("confirm", "", "backup", name)).isEqualTo("restore-not-confirmed");
    assertThat(blocked("backup", name, "approvals", "1")).isEqualTo("approvals-unreadable");
    assertThat(blocked("backup", name, "expect-database", "other"))
        .isEqualTo("restore-target-differs");
    assertThat(blocked("backup", "snapshot:of-nobody")).isEqualTo("provider-snapshot-unknown");
  }

  @Test
  void another_database_of_the_server_is_put_back_only_when_it_is_named() {
    bench.server.execute("postgres", "create database crm");

    assertThat(blocked("backup", "snapshot:latest")).isEqualTo("restore-takes-others-along");
    restored("backup", "snapshot:latest", "accept-bound", "crm\n" + String.join("\n", kept()));

    assertThat(bench.text(database)).isEqualTo(then);
  }

  @Test
  void a_refusal_leaves_everything_as_it_is() {
    neon.refuse(422);
    var replaced = bench.text(database);

    var failure =
        catchThrowableOfType(StepFailure.class, () -> restored("backup", "snapshot:latest"));

    assertThat(failure.code()).isEqualTo("provider-snapshot-failed");
    assertThat(bench.text(database)).isEqualTo(replaced);
    assertThat(bench.audit(database).getLast()).first().isEqualTo("failed");
  }

  @Test
  void what_cannot_go_together_is_told_at_once() {
    assertThatExceptionOfType(BadInputs.class)
        .isThrownBy(() ->
            bench.restored(
                database,
                "backup",
                "snapshot:latest",
                "mode",
                "drill",
                "method",
                "in-place",
                "migrate-to",
                "latest",
                "restamp",
                "staging"))
        .withMessageContaining("snapshot-provider: ")
        .withMessageContaining("mode: ")
        .withMessageContaining("method: ")
        .withMessageContaining("migrate-to: ")
        .withMessageContaining("restamp: ");
  }

  /** Databases that the restore before kept, which the provider would put back as well. */
  private List<String> kept() {
    return bench.databases().stream().filter(name -> name.startsWith(database + "_old_")).toList();
  }

  private Report restored(String... more) {
    return bench.restored(database, with(more));
  }

  private String blocked(String... more) {
    var all = new ArrayList<>(List.of("confirm", "RESTORE"));
    all.addAll(List.of(with(more)));
    var outcome = bench.blocked(database, all.toArray(String[]::new));
    assertThat(outcome.report().findings()).extracting(Finding::code).contains(outcome.code());
    return outcome.code();
  }

  private String[] with(String... more) {
    var all = new ArrayList<String>();
    all.addAll(List.of("snapshot-provider", "neon", "neon-api-key", NeonStub.KEY));
    all.addAll(List.of("neon-project", NeonStub.PROJECT));
    if (!List.of(more).contains("accept-bound")) {
      all.addAll(List.of("accept-bound", String.join("\n", kept())));
    }
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
