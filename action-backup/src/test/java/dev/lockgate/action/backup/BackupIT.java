package dev.lockgate.action.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockgate.clients.store.ManifestJson;
import dev.lockgate.clients.store.ZstdCodec;
import dev.lockgate.core.backup.Contents;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.report.Block;
import dev.lockgate.core.report.Report;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.Run;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.postgres.programs.Programs;
import dev.lockgate.runner.Inputs;
import dev.lockgate.testkit.EachMajor;
import dev.lockgate.testkit.NeonStub;
import dev.lockgate.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupIT {
  @TempDir Path workspace;

  private final PostgresServer server = PostgresServer.of(Major.V17);
  private Map<String, String> environment = Map.of();

  @EachMajor
  void a_backup_counts_every_table_and_says_what_was_proven(Major major) throws IOException {
    var server = PostgresServer.of(major);
    var database = server.freshDatabase();
    server.execute(
        database,
        "create table orders as select generate_series(1, 1000) id",
        "create table \"odd \"\"name\"\"\" (id serial)",
        "create table parts (id int) partition by range (id)",
        "create table parts_1 partition of parts for values from (0) to (10)",
        "insert into parts values (1), (2)",
        "create foreign data wrapper nothing",
        "create server far foreign data wrapper nothing",
        "create foreign table away (id int) server far");

    var report = backup(server, database);

    var manifest = manifest(report);
    assertThat(manifest.contents().tables())
        .containsExactly(
            new Contents.TableRows("public", "odd \"name\"", 0),
            new Contents.TableRows("public", "orders", 1000),
            new Contents.TableRows("public", "parts_1", 2));
    assertThat(manifest.server().major()).isEqualTo(major.number());
    assertThat(manifest.origin().actor()).isEqualTo("ada");
    assertThat(report.findings())
        .extracting(finding -> finding.message())
        .containsExactly("The rows of public.away are not in the backup: it is a foreign table.");
    assertThat(report.outputs())
        .containsEntry("proof-level", "parsed")
        .containsEntry("sha256", manifest.archive().stored().sha256())
        .containsEntry(
            "size-bytes",
            Long.toString(Files.size(workspace.resolve(report.outputs().get("backup-path")))));
    assertThat(report.title()).startsWith("Backup of " + database + ": 1,002 rows in 3 tables");
    assertThat(text(report)).contains("it counts as tested only after one");
  }

  @Test
  void a_snapshot_of_the_provider_is_told_and_a_refused_one_costs_no_backup() {
    var database = server.freshDatabase();
    server.execute(database, "create table t as select 1 as one");
    try (var neon = NeonStub.start("127.0.0.1")) {
      environment = neon.environment();

      var taken = backup(server, database, snapshot(NeonStub.KEY));
      var refused = backup(server, database, snapshot("napi_wrong"));

      assertThat(taken.findings())
          .extracting(finding -> finding.code())
          .contains("provider-snapshot");
      assertThat(neon.names()).anyMatch(name -> name.startsWith("lockgate-backup-"));
      assertThat(refused.findings())
          .extracting(finding -> finding.code())
          .contains("provider-snapshot-failed");
      assertThat(refused.outputs()).containsEntry("proof-level", "parsed");
      assertThat(taken + " " + refused).doesNotContain(NeonStub.KEY, "napi_wrong");
    }
  }

  private static String[] snapshot(String key) {
    return new String[] {
      "snapshot-provider", "neon", "neon-api-key", key, "neon-project", NeonStub.PROJECT
    };
  }

  @Test
  void the_stored_archive_restores_without_lockgate() throws Exception {
    var database = server.freshDatabase();
    server.execute(database, "create table t as select generate_series(1, 1000) id");
    var archive = workspace.resolve(backup(server, database).outputs().get("backup-path"));
    var target = server.freshDatabase();
    var plain = workspace.resolve("plain.dump");
    try (var in = new ZstdCodec(1).decode(Files.newInputStream(archive))) {
      Files.copy(in, plain);
    }

    var command = new ArrayList<>(Programs.locate().client(17, "pg_restore"));
    command.addAll(List.of("--exit-on-error", "--dbname=" + server.url(target), plain.toString()));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();

    assertThat(server.value(target, "select count(*) from t")).isEqualTo("1000");
  }

  @Test
  void rows_written_during_the_dump_are_neither_counted_nor_dumped() throws Exception {
    var database = server.freshDatabase();
    server.execute(database, "create table a (id bigserial)", "create table z (id bigserial)");
    var over = new AtomicBoolean();
    var writer =
        Thread.ofVirtual()
            .start(() -> {
              while (!over.get()) {
                server.execute(
                    database,
                    "begin; insert into a default values; insert into z default values; commit");
              }
            });
    try {
      for (int i = 0; i < 3; i++) {
        var tables = manifest(backup(server, database)).contents().tables();
        assertThat(tables.get(0).rows()).isEqualTo(tables.get(1).rows());
      }
    } finally {
      over.set(true);
      writer.join();
    }
  }

  @Test
  void everything_that_may_not_be_read_is_named_before_the_dump_begins() {
    var database = server.freshDatabase();
    server.execute(
        database,
        "create schema hidden",
        "create table hidden.one (id serial)",
        "create table public.two (id int)",
        "create table public.three (id int)",
        "select lo_from_bytea(0, 'x')",
        "grant select on public.three to " + role());

    var failure = fails(database, "database-url", server.url(database, role(), "x"));

    assertThat(failure.code()).isEqualTo("table-not-readable");
    assertThat(failure)
        .hasMessageContaining("hidden.one, hidden.one_id_seq, public.two, 1 large objects");
    assertThat(failure.remedy()).startsWith("Nothing was changed and no backup was made.");
  }

  @Test
  void rows_that_row_security_would_hide_fail_the_backup_instead_of_missing_in_it() {
    var database = server.freshDatabase();
    server.execute(
        database,
        "create table secrets as select 1 as id",
        "alter table secrets enable row level security",
        "grant select on secrets to " + role());

    var failure = fails(database, "database-url", server.url(database, role(), "x"));

    assertThat(failure.code()).isEqualTo("row-security-hides-rows");
    assertThat(failure).hasMessageContaining("public.secrets");
  }

  @Test
  void a_locked_table_is_named_with_who_holds_it() throws SQLException {
    var database = server.freshDatabase();
    server.execute(database, "create table busy (id int)");
    try (var other = server.connect(database)) {
      other.setClientInfo("ApplicationName", "migration");
      other.setAutoCommit(false);
      other.createStatement().execute("lock table busy in access exclusive mode");

      var failure = fails(database, "lock-wait-timeout", "500ms");

      assertThat(failure.code()).isEqualTo("lock-timeout");
      assertThat(failure).hasMessageContaining("busy by pid ").hasMessageContaining("(migration)");
      other.rollback();
    }
  }

  @Test
  void a_dump_that_dies_in_its_middle_leaves_nothing_in_the_store() throws Exception {
    var database = server.freshDatabase();
    server.execute(
        database,
        "create table big as select i, repeat(md5(i::text), 30) t from generate_series(1, 300000) i");
    var over = new AtomicBoolean();
    var killer =
        Thread.ofVirtual()
            .start(() -> {
              while (!over.get()) {
                server.execute(
                    "postgres",
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
                        + database
                        + "' and query like 'COPY %'");
              }
            });

    var failure = fails(database);

    over.set(true);
    killer.join();
    assertThat(failure.code()).isEqualTo("dump-failed");
    assertThat(failure.remedy()).startsWith("Nothing was changed and no backup was");
    try (var files = Files.walk(workspace.resolve("backups"))) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void every_bad_input_is_named_at_once() {
    var failure =
        catchThrowableOfType(
            BadInputs.class,
            () ->
                BackupAction.backup(
                    new Inputs(
                        Map.of(
                            "store", "ftp://bucket",
                            "compression-level", "99",
                            "lock-wait-timeout", "soon"),
                        workspace),
                    context()));

    assertThat(failure.problems())
        .extracting(BadInputs.Problem::input)
        .containsExactly("database-url", "store", "compression-level", "lock-wait-timeout");
    assertThat(failure).hasMessageContaining("store: expected a store such as `s3://");
    assertThat(failure.remedy()).startsWith("Nothing was changed.");
  }

  private StepFailure fails(String database, String... more) {
    var failure = catchThrowableOfType(StepFailure.class, () -> backup(server, database, more));
    assertThat(failure).as("a failure").isNotNull();
    return failure;
  }

  private Report backup(PostgresServer server, String database, String... more) {
    var values =
        new HashMap<>(
            Map.of(
                "store",
                "file:backups",
                "database-url",
                server.url(database),
                "verify",
                "parse",
                "content-hash",
                "off"));
    for (int i = 0; i < more.length; i += 2) {
      values.put(more[i], more[i + 1]);
    }
    return BackupAction.backup(new Inputs(values, workspace), context(), environment).report();
  }

  private Manifest manifest(Report report) throws IOException {
    return ManifestJson.read(
        Files.readString(workspace.resolve(report.outputs().get("manifest-path"))));
  }

  private StepContext context() {
    var run = new Run("backup", "ada", "acme/shop", "", "", "", "", "", 1);
    return new StepContext(run, workspace, workspace, Log.SILENT, new Cancellation());
  }

  private String role() {
    var name = "reader_" + workspace.getFileName().toString().replaceAll("[^0-9]", "");
    if (server.rows("postgres", "select from pg_roles where rolname = '" + name + "'").isEmpty()) {
      server.execute("postgres", "create role " + name + " login password 'x'");
    }
    return name;
  }

  private static String text(Report report) {
    return report.blocks().stream().map(Block::toString).collect(Collectors.joining("\n"));
  }
}
