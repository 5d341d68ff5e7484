package dev.lockgate.action.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lockgate.clients.store.StoreAccess;
import dev.lockgate.clients.store.Stores;
import dev.lockgate.core.backup.StoreUrl;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.database.Secret;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.Run;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.testkit.OwnServer;
import dev.lockgate.testkit.PostgresServer;
import dev.lockgate.testkit.S3Server;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A handful of what goes wrong during a backup; {@code BackupFaultsFullIT} sweeps. */
class BackupFaultsIT {
  @TempDir Path workspace;

  @Test
  void pg_dump_that_is_killed_leaves_nothing_and_what_was_there_stays() {
    var backup = new FaultyBackup(PostgresServer.of(Major.V17), workspace);

    backup.isEndedByTheDeathOfPgDump(1);
    backup.isEndedByTheDeathOfPgDump(backup.size() / 2);
  }

  @Test
  void a_line_that_is_cut_leaves_nothing() {
    var backup = new FaultyBackup(PostgresServer.of(Major.V17), workspace);

    assertThat(backup.survivesACut(backup.sent() / 2)).isFalse();
  }

  @Test
  void a_server_that_dies_leaves_nothing() {
    try (var dying = OwnServer.start(Major.V17)) {
      var backup = new FaultyBackup(dying.server(), workspace);

      backup.isEndedByTheDeathOf(dying, backup.size() / 2);
    }
  }

  @Test
  void two_at_once_are_two_backups() {
    var backup = new FaultyBackup(PostgresServer.of(Major.V17), workspace);

    var other = CompletableFuture.supplyAsync(() -> backup.take(Accident.none()));
    var one = backup.take(Accident.none()).manifest().id();
    var two = other.join().manifest().id();

    assertThat(backup.store.list()).hasSize(3).contains(one, two);
  }

  @Test
  void a_cancelled_upload_in_parts_is_aborted() {
    var server = PostgresServer.of(Major.V17);
    var backup = new FaultyBackup(server, workspace);
    server.execute(
        backup.database,
        "create table files as select i as id, string_agg(decode(md5(i || '/' || j), 'hex'),"
            + " ''::bytea) as bytes from generate_series(1, 12000) i, generate_series(1, 128) j"
            + " group by i");
    try (var s3 = S3Server.start()) {
      var access = new StoreAccess(s3.environment(), Secret.NONE, 90);
      var run = new Run("backup", "ada", "acme/shop", "", "", "", "", "", 1);
      var context = new StepContext(run, workspace, workspace, Log.SILENT, new Cancellation());
      var store = Stores.open(StoreUrl.parse(s3.url("a")), access, context);
      var accident = new Accident(40_000_000, backup.cancellation::cancel); // the second part

      assertThatExceptionOfType(Cancellation.Cancelled.class)
          .isThrownBy(() -> backup.take(accident, server.url(backup.database), store));

      assertThat(accident.happened()).isTrue();
      assertThat(store.list()).isEmpty();
      assertThat(store.sweep(Instant.MAX)).as("uploads that nobody ended").isEmpty();
    }
  }

  @Test
  void defaults_of_the_role_that_would_end_a_session_do_not_end_a_backup() {
    var server = PostgresServer.of(Major.V17);
    var backup = new FaultyBackup(server, workspace);
    var role = "hasty_" + backup.database;
    server.execute(
        "postgres",
        "create role " + role + " login password 'x'",
        "alter role " + role + " set statement_timeout = '1s'",
        "alter role " + role + " set idle_in_transaction_session_timeout = '1s'",
        "alter role " + role + " set transaction_timeout = '1s'",
        "grant pg_read_all_data to " + role);
    var slow = new Accident(1, () -> server.execute(backup.database, "select pg_sleep(1.5)"));

    var taken = backup.take(slow, server.url(backup.database, role, "x"), backup.store);

    assertThat(taken.manifest().contents().rows()).isEqualTo(40_000);
  }
}
