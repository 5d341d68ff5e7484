package dev.lockgate.action.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.database.Major;
import dev.lockgate.testkit.CuttingProxy;
import dev.lockgate.testkit.CuttingProxy.When;
import dev.lockgate.testkit.EachMajor;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live database itself is emptied and filled in one transaction. */
class RestoreInPlaceIT {
  @TempDir Path workspace;

  @EachMajor
  void every_kind_of_object_comes_back_and_nothing_of_later_stays(Major major) {
    var bench = new Bench(major, workspace);
    var shop = bench.shop();
    var before = bench.text(shop);
    bench.backup(shop);
    bench.server.execute(
        shop,
        "drop table shop.orders cascade",
        "delete from shop.customers",
        "create schema later create table t (id int primary key) create view v as select * from t",
        "create function later.f() returns int language sql as 'select 1'",
        "alter default privileges grant select on tables to public",
        "grant create on schema public to public",
        "select lo_from_bytea(0, 'another')");
    var damaged = bench.text(shop);

    var report = bench.restored(shop, "method", "in-place");

    assertThat(bench.text(shop)).isEqualTo(before);
    assertThat(report.outputs())
        .containsEntry("old-database", "")
        .containsEntry("proof-level", "verified");
    bench.restored(shop, "method", "in-place", "backup", Bench.output(report, "safety-backup-id"));
    assertThat(bench.text(shop)).as("the safety backup is the undo").isEqualTo(damaged);
  }

  @Test
  void a_role_that_may_not_create_databases_restores_what_it_owns() {
    var bench = new Bench(Major.V17, workspace);
    var database = bench.server.freshDatabase();
    var role = "app_" + UUID.randomUUID().toString().substring(0, 8);
    bench.server.execute(
        "postgres",
        "create role " + role + " login nocreatedb password 'x'",
        "alter role " + role + " set statement_timeout = '1s'",
        "alter role " + role + " set idle_in_transaction_session_timeout = '1s'",
        "alter database " + database + " owner to " + role);
    bench.server.execute(
        database,
        "create extension pgcrypto", // the superuser's, as at many providers
        "create table t as select 1 as one",
        "alter table t owner to " + role);
    var url = bench.server.url(database, role, "x");
    bench.backup(database, "database-url", url);
    bench.server.execute(database, "drop table t");

    var report = bench.restored(database, "database-url", url);

    assertThat(bench.server.value(database, "select one from t")).isEqualTo("1");
    assertThat(report.blocks().toString())
        .contains("in place")
        .contains("may not create databases");
    assertThat(bench.audit(database))
        .extracting(row -> row.getFirst())
        .containsExactly("started", "passed");
  }

  @Test
  void whoever_writes_waits_and_whoever_reads_does_not_see_anything_half() throws SQLException {
    var bench = new Bench(Major.V17, workspace);
    var database = bench.server.freshDatabase();
    bench.server.execute(database, "create table t as select 1 as one");
    bench.backup(database);
    bench.server.execute(database, "insert into t values (2)");
    try (var reader = bench.server.connect(database)) {
      reader.setAutoCommit(false);
      reader.createStatement().executeQuery("select * from t").close();

      var failure = bench.fails(database, "method", "in-place", "lock-timeout", "1s");

      assertThat(failure.code()).isEqualTo("lock-timeout");
    }
    assertThat(bench.server.value(database, "select count(*) from t")).isEqualTo("2");
  }

  @Test
  void a_commit_whose_reply_is_lost_is_settled_by_its_number() throws IOException {
    var bench = new Bench(Major.V17, workspace);
    var database = bench.server.freshDatabase();
    bench.server.execute(database, "create table t as select 1 as one");
    bench.backup(database);
    bench.server.execute(database, "drop table t");
    for (var when :
        new When[] {When.BEFORE_THE_SERVER_GETS_IT, When.BEFORE_THE_CLIENT_HEARS_OF_IT}) {
      try (var proxy = new CuttingProxy(bench.server.port(), "pg_current_xact_id", when)) {
        var through =
            bench.url(database).replace(":" + bench.server.port() + "/", ":" + proxy.port() + "/");
        if (when == When.BEFORE_THE_SERVER_GETS_IT) {
          var failure = bench.fails(database, "method", "in-place", "database-url", through);
          assertThat(failure.remedy()).contains("The live database was not changed");
        } else {
          bench.restored(database, "method", "in-place", "database-url", through);
          assertThat(bench.server.value(database, "select one from t")).isEqualTo("1");
        }
        assertThat(proxy.hasCut()).isTrue();
      }
    }
  }
}
