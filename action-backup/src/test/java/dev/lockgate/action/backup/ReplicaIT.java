package dev.lockgate.action.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockgate.clients.store.FolderStore;
import dev.lockgate.core.backup.Kept;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.report.Report;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.Run;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.runner.Inputs;
import dev.lockgate.testkit.OwnServer;
import dev.lockgate.testkit.PostgresServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real standby as the source of a backup. */
class ReplicaIT {
  private static OwnServer first;
  private static OwnServer second;

  @TempDir Path workspace;

  @BeforeAll
  static void start() {
    first = OwnServer.start(Major.V17);
    first.server().execute("postgres", "create database shop");
    first.server().execute("shop", "create table t as select generate_series(1, 50000) id");
    second = first.standby();
    await("pg_is_in_recovery()", "t");
  }

  @AfterAll
  static void stop() {
    second.close();
    first.close();
  }

  private static void await(String question, String answer) {
    while (!second.server().value("postgres", "select " + question).equals(answer)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void a_standby_is_backed_up_and_the_primary_is_not_burdened() {
    var report = backup(first.server(), second.server());

    var manifest = kept().manifest();
    assertThat(manifest.server().replica()).isTrue();
    assertThat(manifest.contents().rows()).isEqualTo(50_000);
    assertThat(report.findings())
        .extracting(one -> one.code())
        .doesNotContain("replica-is-primary");
  }

  @Test
  void a_primary_that_is_given_as_replica_is_told() {
    var report = backup(first.server(), first.server());

    assertThat(report.findings()).extracting(one -> one.code()).contains("replica-is-primary");
  }

  @Test
  void a_standby_of_another_is_refused() {
    var other = PostgresServer.of(Major.V17);
    var failure =
        catchThrowableOfType(StepFailure.class, () -> backup(other, second.server(), "postgres"));

    assertThat(failure.code()).isEqualTo("replica-of-another");
    assertThat(failure.remedy()).startsWith("Nothing was changed and no backup was made.");
  }

  @Test
  void a_conflict_with_recovery_is_explained() {
    first.server().execute("shop", "create table doomed as select generate_series(1, 60000) id");
    second.server().execute("postgres", "alter system set max_standby_streaming_delay = 0");
    second.server().execute("postgres", "select pg_reload_conf()");
    await("current_setting('max_standby_streaming_delay')", "0");
    var faulty = new FaultyBackup(first.server(), workspace); // any database: its store is wanted
    var accident =
        new Accident(
            1,
            () -> {
              first.server().execute("shop", "drop table doomed");
              await("sum(confl_lock + confl_snapshot) > 0 from pg_stat_database_conflicts", "t");
            });

    var failure = faulty.fails(accident, second.server().url("shop"));

    assertThat(failure.code()).as("%s", failure).isEqualTo("replica-conflict");
    assertThat(failure.remedy()).contains("max_standby_streaming_delay");
    second.server().execute("postgres", "alter system reset max_standby_streaming_delay");
    second.server().execute("postgres", "select pg_reload_conf()");
  }

  private Report backup(PostgresServer primary, PostgresServer replica) {
    return backup(primary, replica, "shop");
  }

  private Report backup(PostgresServer primary, PostgresServer replica, String database) {
    var values =
        Map.of(
            "database-url",
            primary.url(database),
            "replica-url",
            replica.url(database),
            "store",
            "file:backups",
            "verify",
            "parse");
    var run = new Run("backup", "ada", "acme/shop", "", "", "", "", "", 1);
    var context = new StepContext(run, workspace, workspace, Log.SILENT, new Cancellation());
    return BackupAction.backup(new Inputs(values, workspace), context).report();
  }

  private Kept kept() {
    var store = new FolderStore(workspace.resolve("backups"), workspace);
    return Kept.of(store, store.list().getFirst());
  }
}
