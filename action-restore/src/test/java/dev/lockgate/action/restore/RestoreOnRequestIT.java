package dev.lockgate.action.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.database.Major;
import dev.lockgate.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a restore does only when it is asked to. */
class RestoreOnRequestIT {
  @TempDir Path workspace;

  private Bench bench;
  private String database;

  @BeforeEach
  void a_database() {
    bench = new Bench(Major.V17, workspace);
    database = bench.server.freshDatabase();
  }

  @Test
  void migrations_run_as_far_as_asked_before_the_exchange_and_the_rest_is_named()
      throws IOException {
    migration("V1__a.sql", "create table a (i int);");
    bench.backup(database);
    bench.restored(database, "migrate-to", "latest");
    assertThat(tables()).contains("a", "flyway_schema_history");
    bench.backup(database);
    migration("V2__b.sql", "create table b (i int);");
    migration("V3__c.sql", "create table c (i int);");

    var untouched = bench.restored(database);
    assertThat(tables()).contains("a").doesNotContain("b", "c");
    assertThat(untouched.blocks().toString() + untouched.findings())
        .contains("V2__b.sql, V3__c.sql");

    var report = bench.restored(database, "migrate-to", "2");

    assertThat(tables()).contains("a", "b").doesNotContain("c");
    assertThat(report.findings().toString())
        .contains("Migrated: V2__b.sql")
        .contains("Pending after the restore: V3__c.sql");
  }

  @Test
  void a_migration_that_fails_leaves_the_live_database_as_it_was() throws IOException {
    bench.backup(database);
    migration("V1__broken.sql", "create table broken (i int); select 1 / 0;");

    var failure = bench.fails(database, "migrate-to", "latest");

    assertThat(failure).hasMessageContaining("division by zero");
  }

  @Test
  void a_new_stamp_is_given_when_it_was_typed_and_the_live_one_stays_otherwise() {
    bench.backup(database);
    bench.server.execute(
        database,
        "create schema lockgate",
        "create table lockgate.identity (environment text, system_identifier text, database text,"
            + " stamped timestamptz)",
        "insert into lockgate.identity values ('production', '', '', now())");
    bench.restored(database);
    assertThat(stamp()).isEqualTo("production");

    bench.dispatched = Optional.of(Set.of("RESTORE"));
    assertThat(bench.blocked(database, "confirm", "RESTORE", "restamp", "staging").code())
        .isEqualTo("restore-not-confirmed");
    bench.dispatched = Optional.of(Set.of("RESTORE", "staging"));
    bench.restored(database, "restamp", "staging");

    assertThat(stamp()).isEqualTo("staging");
  }

  @Test
  void what_depends_on_the_scope_from_outside_stops_a_restore_in_place_and_is_named() {
    bench.server.execute(
        database,
        "create schema billing",
        "create table billing.invoices (id int)",
        "create view public.open_invoices as select id from billing.invoices");
    bench.backup(database, "schemas", "billing");

    var failure = bench.fails(database, "method", "in-place");

    assertThat(failure.code()).isEqualTo("restore-dependents-outside");
    assertThat(failure).hasMessageContaining("open_invoices");
    assertThat(failure.remedy()).startsWith("It was one transaction and PostgreSQL rolled it back");
  }

  @Test
  void a_drill_on_a_server_of_ones_own_leaves_nothing_there_and_touches_nothing() {
    var drills = PostgresServer.of(Major.V18);
    bench.server.execute(database, "create table t as select generate_series(1, 100) id");
    bench.backup(database, "verify", "parse");
    var before = bench.text(database);
    var there = drills.rows("postgres", "select datname from pg_database order by 1");

    var report = bench.restored(database, "mode", "drill", "drill-url", drills.url("postgres"));

    assertThat(report.blocks().toString()).contains("the server of `drill-url`");
    assertThat(bench.proofs()).hasSize(1);
    assertThat(drills.rows("postgres", "select datname from pg_database order by 1"))
        .isEqualTo(there);
    assertThat(bench.text(database)).isEqualTo(before);
  }

  private void migration(String name, String sql) throws IOException {
    var folder = Files.createDirectories(workspace.resolve("db/migration"));
    Files.writeString(folder.resolve(name), sql);
  }

  private List<String> tables() {
    return bench
        .server
        .rows(database, "select tablename from pg_tables where schemaname = 'public'")
        .stream()
        .map(List::getFirst)
        .toList();
  }

  private String stamp() {
    return bench.server.value(database, "select environment from lockgate.identity");
  }
}
