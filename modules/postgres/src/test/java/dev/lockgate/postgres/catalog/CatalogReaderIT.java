package dev.lockgate.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.LeftOut;
import dev.lockgate.core.schema.SchemaComparison;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.testkit.EachMajor;
import dev.lockgate.testkit.PostgresServer;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CatalogReaderIT {
  /** On all majors in each run, for each has catalogs of its own. */
  @ParameterizedTest
  @EnumSource
  void every_kind_is_seen(Major major) throws Exception {
    var snapshot = EveryKind.on(major).read();

    var seen =
        snapshot.facts().keySet().stream()
            .map(id -> id.kind())
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Kind.class)));
    assertThat(seen).containsExactlyInAnyOrder(Kind.values());
    assertThat(snapshot.unmodelled()).isEmpty();
    assertThat(snapshot.steady()).isTrue();
  }

  @EachMajor
  void the_same_statements_give_the_same_schema(Major major) throws Exception {
    var one = EveryKind.on(major).read();
    var other = EveryKind.on(major).read();

    assertThat(SchemaComparison.of(one, other).differences()).isEmpty();
    assertThat(one.digest()).isEqualTo(other.digest());
  }

  @EachMajor
  void nothing_is_left_of_an_empty_database_but_its_schema(Major major) throws Exception {
    var server = PostgresServer.of(major);

    var snapshot = read(server, server.freshDatabase());

    assertThat(snapshot.facts().keySet().stream().map(Object::toString))
        .allMatch(id ->
            id.equals("schema public")
                || id.startsWith("grant on schema public")
                || id.equals("extension plpgsql"));
  }

  @Test
  void each_change_is_seen_on_exactly_the_object_that_changed() throws Exception {
    Alterations.assertEachIsSeen(Major.V17);
  }

  @Test
  void a_catalog_that_moved_while_it_was_read_is_read_anew() throws Exception {
    var server = PostgresServer.of(Major.V17);
    var database = server.freshDatabase();
    server.execute(database, "create table t (a int, constraint c check (a > 0))");
    var moves = new AtomicInteger();

    var snapshot =
        read(
            server,
            database,
            query -> {
              if (query.equals("columns") && moves.incrementAndGet() == 1) {
                server.execute(
                    database, "alter table t rename a to b", "alter table t rename to u");
              }
            });

    assertThat(snapshot.steady()).isTrue();
    assertThat(moves).hasValue(2);
    assertThat(snapshot.facts().keySet())
        .extracting(Object::toString)
        .contains("table public.u", "column public.u.b", "constraint c on public.u")
        .doesNotContain("table public.t", "column public.u.a");
  }

  @Test
  void a_row_that_is_only_removed_or_only_written_anew_is_noticed() throws Exception {
    var server = PostgresServer.of(Major.V17);
    var database = server.freshDatabase();
    server.execute(
        database,
        "create table t (a int)",
        "create policy p on t using (a > 0)",
        "create policy q on t using (a > 0)");
    var changes = List.of("drop policy q on t", "alter policy p on t using (a > 1)");
    var readings = new AtomicInteger();

    var snapshot =
        read(
            server,
            database,
            query -> {
              if (query.equals("columns") && readings.incrementAndGet() <= changes.size()) {
                server.execute(database, changes.get(readings.get() - 1));
              }
            });

    assertThat(snapshot.steady()).isTrue();
    assertThat(readings).hasValue(3);
  }

  @Test
  void a_catalog_that_never_rests_is_said_to_be_moving() throws Exception {
    var server = PostgresServer.of(Major.V17);
    var database = server.freshDatabase();
    var tables = new AtomicInteger();

    var snapshot =
        read(
            server,
            database,
            query -> {
              if (query.equals("columns")) {
                server.execute(database, "create table t" + tables.incrementAndGet() + " (a int)");
              }
            });

    assertThat(snapshot.steady()).isFalse();
    assertThat(tables).hasValue(4);
  }

  @Test
  void an_object_that_is_dropped_under_the_reader_does_no_harm() throws Exception {
    var server = PostgresServer.of(Major.V17);
    var database = server.freshDatabase();
    server.execute(database, "create table t (a int)", "create view v as select a from t");
    var drops = new AtomicInteger();

    var snapshot =
        read(
            server,
            database,
            query -> {
              if (query.equals("schemas") && drops.incrementAndGet() == 1) {
                server.execute(database, "drop view v", "drop table t");
              }
            });

    assertThat(snapshot.steady()).isTrue();
    assertThat(snapshot.facts().keySet())
        .extracting(Object::toString)
        .doesNotContain("view public.v", "table public.t");
  }

  @Test
  void temporary_tables_of_others_do_not_disturb_the_reader() throws Exception {
    var server = PostgresServer.of(Major.V17);
    var database = server.freshDatabase();

    try (var other = server.connect(database);
        var statement = other.createStatement()) {
      var snapshot =
          read(
              server,
              database,
              query -> {
                try {
                  statement.execute("create temp table \"" + query + "\" (a int primary key)");
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });

      assertThat(snapshot.steady()).isTrue();
      assertThat(snapshot.facts().keySet()).noneMatch(id -> id.kind() == Kind.TABLE);
    }
  }

  @EachMajor
  void what_no_fact_tells_of_is_counted(Major major) throws Exception {
    var server = PostgresServer.of(major);
    var database = server.freshDatabase();
    server.execute(
        database,
        "alter database " + database + " set work_mem = '8MB'",
        "create function pg_catalog.stray() returns int language sql as 'select 1'");

    assertThat(read(server, database).unmodelled())
        .containsExactly(
            Map.entry("objects of users in system schemas", 1L),
            Map.entry("settings of the database (pg_db_role_setting)", 1L));
  }

  @EachMajor
  void a_role_without_rights_sees_the_same_schema_and_notes_what_it_may_not_read(Major major)
      throws Exception {
    var target = EveryKind.on(major);
    target
        .server()
        .execute(
            target.database(),
            "do $$ begin create role every_stranger login password 'secret';"
                + " exception when duplicate_object then null; end $$");
    var url = target.server().url(target.database(), "every_stranger", PostgresServer.PASSWORD);

    var whole = target.read();
    SchemaSnapshot partly;
    try (var session = DriverManager.getConnection("jdbc:" + at(url), "every_stranger", "secret")) {
      partly = CatalogReader.read(session, LeftOut.ours());
    }

    var comparison = SchemaComparison.of(whole, partly);
    assertThat(comparison.differences()).isEmpty();
    assertThat(comparison.notes().stream().map(note -> note.id().kind()))
        .containsExactlyInAnyOrder(Kind.USER_MAPPING, Kind.SUBSCRIPTION);
  }

  /** The address without the user. */
  private static String at(String url) {
    return url.replaceFirst("//.*@", "//");
  }

  private static SchemaSnapshot read(
      PostgresServer server, String database, CatalogReader.Pause pause) throws Exception {
    try (var session = server.connect(database)) {
      return new CatalogReader(LeftOut.ours(), pause).read(session);
    }
  }

  static SchemaSnapshot read(PostgresServer server, String database) throws Exception {
    try (var session = server.connect(database)) {
      return CatalogReader.read(session, LeftOut.ours());
    }
  }
}
