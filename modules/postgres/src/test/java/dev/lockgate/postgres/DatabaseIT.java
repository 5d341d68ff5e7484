package dev.lockgate.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.testkit.EachMajor;
import dev.lockgate.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

final class DatabaseIT {
  private final PostgresServer server = PostgresServer.of(Major.V17);
  private final Cancellation cancellation = new Cancellation();

  @EachMajor
  void a_database_tells_its_major(Major major) {
    var server = PostgresServer.of(major);

    assertThat(database(server.url("postgres")).major()).isEqualTo(major);
  }

  @EachMajor
  void our_timeouts_win_over_the_defaults_of_a_role(Major major) {
    var server = PostgresServer.of(major);
    var name = server.freshDatabase();
    var role = "impatient_" + name;
    server.execute(
        name,
        "create role " + role + " login password 'x'",
        "alter role " + role + " set statement_timeout = '5s'",
        "alter role " + role + " set lock_timeout = '5s'",
        "alter role " + role + " set idle_session_timeout = '20s'",
        "alter role " + role + " set idle_in_transaction_session_timeout = '20s'");
    var newer = major.number() >= 17;
    if (newer) {
      server.execute(name, "alter role " + role + " set transaction_timeout = '20s'");
    }
    var database =
        new Database(
            DatabaseUrl.parse(server.url(name, role, "x")),
            new Database.Session(
                Duration.ofMinutes(1), Duration.ofMillis(1500), Duration.ofMinutes(2)),
            cancellation);

    database.read(connection -> {
      assertThat(show(connection, "statement_timeout")).isEqualTo("2min");
      assertThat(show(connection, "lock_timeout")).isEqualTo("1500ms");
      assertThat(show(connection, "idle_session_timeout")).isEqualTo("0");
      assertThat(show(connection, "idle_in_transaction_session_timeout")).isEqualTo("0");
      assertThat(show(connection, "tcp_keepalives_idle")).isEqualTo("30");
      assertThat(show(connection, "application_name")).isEqualTo("lockgate");
      assertThat(newer ? show(connection, "transaction_timeout") : "0").isEqualTo("0");
      return true;
    });
  }

  @Test
  void a_kept_session_is_used_again_and_begins_as_new() {
    var name = server.freshDatabase();
    var database = database(server.url(name));

    try (var keeping = database.keepSessions()) {
      var first =
          database.run(connection -> {
            try (var statement = connection.createStatement()) {
              statement.execute("set lock_timeout = '1h'");
              statement.execute("set application_name = 'another'");
              statement.execute("create temp table left_over (id int)");
              statement.execute("select pg_advisory_lock(1)");
              statement.execute("create table lost (id int)");
              connection.setAutoCommit(false);
              statement.execute("drop table lost");
            }
            return value(connection, "select pg_backend_pid()");
          });
      database.run(connection -> {
        assertThat(value(connection, "select pg_backend_pid()")).isEqualTo(first);
        assertThat(connection.getAutoCommit()).isTrue();
        assertThat(show(connection, "lock_timeout")).isEqualTo("5s");
        assertThat(show(connection, "application_name")).isEqualTo("lockgate");
        assertThat(value(connection, "select count(*) from pg_locks where locktype = 'advisory'"))
            .isEqualTo("0");
        assertThat(value(connection, "select to_regclass('left_over') is null")).isEqualTo("t");
        assertThat(value(connection, "select to_regclass('lost') is null")).isEqualTo("f");
        return true;
      });
      assertThat(database.<String>read(connection -> value(connection, "select pg_backend_pid()")))
          .as("one that cannot write")
          .isNotEqualTo(first);
      keeping.renew();
      assertThat(database.<String>run(connection -> value(connection, "select pg_backend_pid()")))
          .isNotEqualTo(first);
    }

    var count = "select count(*) from pg_stat_activity where datname = '" + name + "'";
    // a server tells nobody when it has noticed that a session was closed: it is asked
    for (int i = 0; i < 100 && !server.value("postgres", count).equals("0"); i++) {
      pause();
    }
    assertThat(server.value("postgres", count)).isEqualTo("0");
  }

  @Test
  void a_kept_session_that_was_ended_meanwhile_is_replaced() {
    var name = server.freshDatabase();
    var database = database(server.url(name));

    try (var _ = database.keepSessions()) {
      database.read(connection -> value(connection, "select 1"));
      server.execute(
          "postgres",
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");

      assertThat(database.<String>read(connection -> value(connection, "select 2"))).isEqualTo("2");
    }
  }

  @Test
  void what_was_given_back_cannot_be_used_by_who_gave_it() throws SQLException {
    var database = database(server.url(server.freshDatabase()));

    try (var _ = database.keepSessions()) {
      var session = database.connectReadOnly();
      session.close();
      session.close();

      assertThat(session.isClosed()).isTrue();
      assertThatThrownBy(session::createStatement).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void a_unix_socket_is_reached_by_the_folder_in_the_url() {
    var url =
        "postgres://postgres@/postgres?host=" + server.socketFolder() + "&port=" + server.port();

    var address =
        database(url).read(connection -> value(connection, "select inet_server_addr() is null"));

    assertThat(address).isEqualTo("t");
  }

  @Test
  void what_the_url_asks_for_reaches_the_server() {
    var name = server.freshDatabase();
    server.execute(name, "create schema \"my app\"");
    var url = server.url(name) + "?schema=my%20app&options=-c%20geqo%3Doff&channel_binding=prefer";

    var database = database(url);

    assertThat(database.<String>read(c -> show(c, "geqo"))).isEqualTo("off");
    assertThat(database.<String>read(c -> value(c, "select current_schema()"))).isEqualTo("my app");
  }

  @Test
  void names_and_passwords_may_hold_anything() {
    var name = server.freshDatabase();
    server.execute(
        name,
        "create database \"a b+c/d?%é\"",
        "create role \"o'neill@x\" login password 'p+ä:/@%\\'");
    var url =
        "postgres://o'neill%40x:p+%C3%A4%3A%2F%40%25%5C@127.0.0.1:"
            + server.port()
            + "/a%20b+c%2Fd%3F%25%C3%A9";

    assertThat(database(url).<String>read(c -> value(c, "select current_database()")))
        .isEqualTo("a b+c/d?%é");
  }

  @Test
  void a_session_for_reading_cannot_write() {
    var name = server.freshDatabase();

    assertThatThrownBy(() ->
            database(server.url(name)).read(c -> c.createStatement().execute("create table t ()")))
        .hasMessageContaining("read-only transaction");
    assertThat(
            database(server.url(name))
                .<Boolean>run(c -> c.createStatement().execute("create table t ()")))
        .isFalse();
  }

  @Test
  void cancelling_the_run_ends_the_statement_frees_its_locks_and_lets_nothing_new_begin()
      throws InterruptedException {
    var name = server.freshDatabase();
    server.execute(name, "create table t ()");
    var database = database(server.url(name));
    var running =
        CompletableFuture.supplyAsync(() ->
            database.run(connection -> {
              connection.setAutoCommit(false);
              connection.createStatement().execute("lock table t");
              return connection.createStatement().execute("select pg_sleep(60)");
            }));
    while (server
        .rows(
            name,
            "select 1 from pg_stat_activity where wait_event = 'PgSleep' and datname = '"
                + name
                + "'")
        .isEmpty()) {
      Thread.sleep(20);
    }
    var before = Instant.now();

    cancellation.cancel();

    assertThatThrownBy(running::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(Cancellation.Cancelled.class);
    server.execute(name, "set lock_timeout = '7s'; begin; lock table t; commit");
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(7));
    assertThatThrownBy(database::connect).isInstanceOf(Cancellation.Cancelled.class);
  }

  @Test
  void a_session_is_still_pgjdbcs_own_for_those_who_need_it() throws SQLException {
    try (var connection = database(server.url("postgres")).connect()) {
      assertThat(connection.unwrap(PGConnection.class).getBackendPID()).isPositive();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Database database(String url) {
    return new Database(DatabaseUrl.parse(url), Database.Session.DEFAULT, cancellation);
  }

  private static String show(Connection connection, String setting) throws SQLException {
    return value(connection, "show " + setting);
  }

  private static String value(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var result = statement.executeQuery(query)) {
      result.next();
      return result.getString(1);
    }
  }
}
