package dev.lockgate.action.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.report.Block;
import dev.lockgate.core.report.Report;
import dev.lockgate.core.step.Outcome.Blocked;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestoreGatesIT {
  @TempDir Path workspace;

  private Bench bench;
  private String database;
  private String role;

  /** A database that a role without special rights owns, as an application would have it. */
  @BeforeEach
  void an_application_with_its_own_role() {
    bench = new Bench(Major.V17, workspace);
    database = bench.server.freshDatabase();
    role = "app_" + UUID.randomUUID().toString().substring(0, 8);
    bench.server.execute(
        "postgres",
        "create role " + role + " login createdb password 'x'",
        "alter database " + database + " owner to " + role);
    bench.server.execute(
        database, "create table t as select 1 as one", "alter table t owner to " + role);
    bench.backup(database);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "restore", "RESTORE!", "yes"})
  void nothing_happens_until_the_right_word_is_typed(String typed) {
    var blocked = bench.blocked(database, "confirm", typed);

    assertThat(blocked.code()).isEqualTo("restore-not-confirmed");
    assertThat(text(blocked.report()))
        .contains("Nothing was changed.")
        .contains("Set the input `confirm` to RESTORE, in capitals.");
    assertThat(bench.backups()).hasSize(1);
  }

  @Test
  void every_gate_is_shown_also_those_behind_the_first_closed_one() {
    bench.server.execute("postgres", "alter role " + role + " nocreatedb");

    var report = asRole("confirm", "no", "method", "swap").report();

    assertThat(report.findings())
        .extracting(finding -> finding.code())
        .containsExactly("restore-not-confirmed", "restore-method-impossible");
    assertThat(report.title())
        .isEqualTo("Blocked: %s was not restored, 2 of 12 gates are closed".formatted(database));
  }

  @Test
  void a_role_that_may_not_create_databases_is_told_what_to_grant() {
    bench.server.execute("postgres", "alter role " + role + " nocreatedb");

    var blocked = asRole("confirm", "RESTORE", "method", "swap");

    assertThat(blocked.code()).isEqualTo("restore-method-impossible");
    assertThat(text(blocked.report()))
        .contains(role + " may not create databases")
        .contains("ALTER ROLE … CREATEDB");
  }

  @Test
  void a_role_that_does_not_own_the_database_is_told_so() {
    bench.server.execute("postgres", "alter database " + database + " owner to postgres");
    bench.server.execute(database, "grant all on all tables in schema public to " + role);

    assertThat(asRole("confirm", "RESTORE", "method", "swap").code())
        .isEqualTo("restore-method-impossible");
  }

  @Test
  void the_owner_of_a_database_can_restore_it_without_being_superuser() {
    bench.server.execute(database, "drop table t");

    bench.restored(database, "database-url", bench.server.url(database, role, "x"));

    assertThat(bench.server.value(database, "select one from t")).isEqualTo("1");
    assertThat(
            bench.server.value(database, "select tableowner from pg_tables where tablename = 't'"))
        .isEqualTo(role);
  }

  @Test
  void a_superusers_session_keeps_another_role_from_restoring() throws SQLException {
    try (var _ = bench.server.connect(database)) {
      var blocked = asRole("confirm", "RESTORE");

      assertThat(blocked.code()).isEqualTo("restore-sessions-in-the-way");
      assertThat(text(blocked.report())).contains("postgres, pid ");
    }
  }

  @Test
  void another_step_at_work_on_the_database_keeps_the_restore_waiting() throws SQLException {
    try (var other = bench.server.connect(database)) {
      other.setClientInfo("ApplicationName", "lockgate/deploy");

      assertThat(bench.blocked(database, "confirm", "RESTORE").code())
          .isEqualTo("restore-sessions-in-the-way");
    }
  }

  @Test
  void a_role_that_the_backup_names_and_the_server_lacks_is_named() {
    bench.server.execute("postgres", "create role \"gone \"\"soon\"\"\"");
    bench.server.execute(database, "grant select on t to \"gone \"\"soon\"\"\"");
    bench.backup(database);
    bench.server.execute(
        database, "revoke all on t from \"gone \"\"soon\"\"\"", "drop role \"gone \"\"soon\"\"\"");

    var blocked = bench.blocked(database, "confirm", "RESTORE");

    assertThat(blocked.code()).isEqualTo("restore-roles-missing");
    assertThat(text(blocked.report())).contains("the server has no role gone \"soon\"");
  }

  @Test
  void the_expected_host_and_database_must_be_the_ones_in_the_url() {
    assertThat(
            bench.blocked(database, "confirm", "RESTORE", "expect-host", "db.example.org").code())
        .isEqualTo("restore-target-differs");
    assertThat(bench.blocked(database, "confirm", "RESTORE", "expect-database", "other").code())
        .isEqualTo("restore-target-differs");
  }

  @Test
  void a_backup_of_a_database_of_another_name_needs_the_targets_name_typed() {
    var id = Bench.output(bench.backup(database), "backup-id");
    var other = bench.server.freshDatabase();

    assertThat(bench.blocked(other, "confirm", "RESTORE", "backup", id).code())
        .isEqualTo("restore-target-differs");
    bench.restored(other, "backup", id, "expect-database", other);
    assertThat(bench.server.value(other, "select one from t")).isEqualTo("1");
  }

  @Test
  void the_maintenance_database_cannot_be_exchanged() {
    var blocked =
        bench.blocked(
            database, "confirm", "RESTORE", "maintenance-database", database, "method", "swap");

    assertThat(blocked.code()).isEqualTo("restore-method-impossible");
    assertThat(text(blocked.report())).contains("is also the maintenance database");
  }

  @Test
  void a_database_that_is_not_there_must_be_created_first() {
    bench.server.execute("postgres", "drop database " + database);

    var outcome = bench.restore(database, "confirm", "RESTORE");

    assertThat(((Blocked) outcome).code()).isEqualTo("restore-database-missing");
    assertThat(text(outcome.report())).contains("Create it, empty, then run the restore again.");

    bench.server.execute("postgres", "create database " + database);
    bench.restored(database);
    assertThat(bench.server.value(database, "select one from t")).isEqualTo("1");
  }

  @Test
  void what_would_stay_behind_with_the_old_database_is_named() {
    bench.server.execute(
        database,
        "create subscription \"news feed\" connection 'dbname=x' publication p"
            + " with (connect = false, slot_name = none)");
    try {
      var blocked = bench.blocked(database, "confirm", "RESTORE");

      assertThat(blocked.code()).isEqualTo("restore-database-bound");
      assertThat(text(blocked.report())).contains("subscription news feed");
      bench.restored(database, "accept-bound", "other\nnews feed");
    } finally {
      var holder =
          bench.server.value(
              "postgres",
              "select d.datname from pg_subscription s join pg_database d on d.oid = s.subdbid");
      bench.server.execute(holder, "drop subscription \"news feed\"");
    }
  }

  @Test
  void an_older_server_is_refused_before_anything_is_touched() {
    var id = Bench.output(bench.backup(database), "backup-id");
    var older = new Bench(Major.V14, workspace);
    var target = older.server.freshDatabase();

    var blocked =
        older.blocked(target, "confirm", "RESTORE", "backup", id, "expect-database", target);

    assertThat(blocked.code()).isEqualTo("restore-into-older-server");
    assertThat(text(blocked.report())).contains("Restore into a server of major 17 or newer.");
  }

  private Blocked asRole(String... more) {
    var all = new ArrayList<>(List.of(more));
    all.add("database-url");
    all.add(bench.server.url(database, role, "x"));
    return bench.blocked(database, all.toArray(String[]::new));
  }

  private static String text(Report report) {
    return report.blocks().stream().map(Block::toString).collect(Collectors.joining("\n"));
  }
}
