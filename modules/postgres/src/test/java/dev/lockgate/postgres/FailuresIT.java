package dev.lockgate.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.core.step.Unsafe;
import dev.lockgate.testkit.EachMajor;
import dev.lockgate.testkit.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Every failure is provoked and read as a user would read it. */
final class FailuresIT {
  private static final Database.Session SHORT =
      new Database.Session(Duration.ofMinutes(1), Duration.ofMillis(500), Duration.ofSeconds(2));

  private final PostgresServer server = PostgresServer.of(Major.V17);

  @Test
  void a_wrong_password() {
    says(
        connecting(server.url("postgres", "postgres", "wr0ng")),
        "wrong-password",
        "127.0.0.1:" + server.port() + "/postgres refused the password of the user `postgres`",
        "Nothing was changed. Check the secret that holds the URL.");
  }

  @Test
  void a_password_left_out() {
    says(
        connecting("postgres://postgres@127.0.0.1:" + server.port() + "/postgres"),
        "password-missing",
        "/postgres asks for a password and the URL holds none",
        "Nothing was changed. Add it to the secret");
  }

  @EachMajor
  void an_unknown_database(Major major) {
    says(
        connecting(PostgresServer.of(major).url("nowhere")),
        "unknown-database",
        "/nowhere has no database `nowhere`. PostgreSQL says: database \"nowhere\" does not exist",
        "Nothing was changed. Correct the name at the end of the URL");
  }

  @Test
  void a_role_that_may_not_log_in() {
    var name = server.freshDatabase();
    server.execute(name, "create role locked_" + name + " nologin password 'x'");
    says(
        connecting(server.url(name, "locked_" + name, "x")),
        "role-refused",
        "does not let the user `locked_" + name + "` log in",
        "Nothing was changed. Check the user in the URL");
  }

  @Test
  void a_role_whose_connections_are_used_up() {
    var name = server.freshDatabase();
    server.execute(name, "create role busy_" + name + " login connection limit 0 password 'x'");
    says(
        connecting(server.url(name, "busy_" + name, "x")),
        "too-many-connections",
        "has no connection left for the user `busy_" + name + "`",
        "Nothing was changed. Run the step again when fewer sessions are open");
  }

  @Test
  void an_address_that_the_server_does_not_let_in() throws IOException {
    var name = server.freshDatabase();
    server.execute(name, "create role stranger_" + name + " login password 'x'");
    var file = Path.of(server.value("postgres", "show hba_file"));
    var before = Files.readString(file);
    try {
      Files.writeString(file, "local all all trust\nhost all postgres 127.0.0.1/32 md5\n");
      server.execute("postgres", "select pg_reload_conf()", "select pg_sleep(0.3)");

      says(
          connecting(server.url(name, "stranger_" + name, "x")),
          "no-pg-hba-entry",
          "does not let the user `stranger_" + name + "` in from this address",
          "Nothing was changed. Allow the runner's address");
    } finally {
      Files.writeString(file, before);
      server.execute("postgres", "select pg_reload_conf()", "select pg_sleep(0.3)");
    }
  }

  @Test
  void an_unknown_host() {
    says(
        connecting("postgres://ann:secret@no-such-host.invalid/shop?sslmode=disable"),
        "unknown-host",
        "The host of no-such-host.invalid:5432/shop is unknown",
        "Nothing was changed. Check the host in the URL.");
  }

  @Test
  void a_host_that_does_not_answer() throws IOException {
    var brief = new Database.Session(Duration.ofSeconds(1), Duration.ZERO, Duration.ZERO);
    try (var silent = StubServer.silent()) {
      var database = new Database(DatabaseUrl.parse(silent.url()), brief, new Cancellation());
      says(
          failure(database::connect),
          "host-unreachable",
          "/shop did not answer within `connect-timeout`, or there is no way to it",
          "Nothing was changed. Check the host and the port");
    }
  }

  @Test
  void nobody_listening_is_told_apart_from_localhost_meaning_the_container() throws IOException {
    var url = DatabaseUrl.parse("postgres://ann:secret@127.0.0.1:" + freePort() + "/shop");
    var error =
        catchThrowableOfType(
            SQLException.class,
            () -> DriverManager.getConnection("jdbc:postgresql://" + url.place(), "ann", "secret"));

    var outside =
        new SqlFailures(url, new Cancellation(), false).of(error, SqlFailures.NOTHING_WAS_CHANGED);
    var inside =
        new SqlFailures(url, new Cancellation(), true).of(error, SqlFailures.NOTHING_WAS_CHANGED);

    says(
        outside,
        "connection-refused",
        "Nobody listens on " + url.place() + ": the connection was refused",
        "Nothing was changed. Check the port");
    says(
        inside,
        "localhost-in-container",
        "the step runs in a container of its own, where `127.0.0.1` is that container",
        "Nothing was changed. For a database under `services:`, use the name of the service");
  }

  @Test
  void a_socket_that_is_not_there() {
    says(
        connecting("postgres://ann@/shop?host=/nowhere"),
        "socket-missing",
        "Nobody listens on the Unix socket of /nowhere:5432/shop",
        "Nothing was changed. Check the folder");
  }

  @Test
  void a_server_newer_than_our_programs() throws IOException {
    try (var stub = StubServer.ofVersion("19.1")) {
      var failure = connecting(stub.url());
      says(
          failure,
          "server-too-new",
          "/shop is PostgreSQL 19; this version of Lockgate works with 14 to 18",
          "Nothing was changed. Use a release of Lockgate that ships client programs of 19");
      assertThat(failure).isInstanceOf(Unsafe.class);
    }
  }

  @Test
  void a_server_older_than_we_know() throws IOException {
    try (var stub = StubServer.ofVersion("13.20")) {
      says(
          connecting(stub.url()),
          "server-too-old",
          "/shop is PostgreSQL 13; this version of Lockgate works with 14 to 18",
          "Nothing was changed. Upgrade the server to 14 or newer");
    }
  }

  @Test
  void a_server_that_is_starting_up() throws IOException {
    try (var stub = StubServer.refusing("57P03", "the database system is starting up")) {
      says(
          connecting(stub.url()),
          "server-not-ready",
          "PostgreSQL says: the database system is starting up",
          "Nothing was changed. Run the step again");
    }
  }

  @Test
  void a_line_that_breaks() throws IOException {
    try (var stub = StubServer.hangingUp()) {
      says(
          connecting(stub.url()),
          "connection-lost",
          "The connection to 127.0.0.1:",
          "Nothing was changed. Check the network");
    }
  }

  @EachMajor
  void a_missing_right(Major major) {
    var server = PostgresServer.of(major);
    var name = server.freshDatabase();
    server.execute(
        name, "create table secrets ()", "create role guest_" + name + " login password 'x'");
    says(
        running(server.url(name, "guest_" + name, "x"), "select * from secrets"),
        "permission-denied",
        "denied the user `guest_"
            + name
            + "` a right. PostgreSQL says: permission denied for"
            + " table secrets",
        "Nothing was changed. Grant the right");
  }

  @EachMajor
  void a_statement_that_takes_too_long(Major major) {
    says(
        running(PostgresServer.of(major).url("postgres"), "select pg_sleep(60)"),
        "statement-timeout",
        "stopped a statement that ran longer than `statement-timeout` allows",
        "Nothing was changed. Raise `statement-timeout`");
  }

  @Test
  void a_lock_that_another_session_holds() throws SQLException {
    var name = server.freshDatabase();
    server.execute(name, "create table t ()");
    try (var other = server.connect(name);
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("lock table t");
      says(
          running(server.url(name), "select * from t"),
          "lock-timeout",
          "did not give a lock in time, since another session holds it",
          "Nothing was changed. Wait for the other session");
    }
  }

  @Test
  void a_database_that_takes_no_writes() {
    var name = server.freshDatabase();
    server.execute(name, "alter database " + name + " set default_transaction_read_only = on");
    var failure =
        failure(() -> database(server.url(name)).run(c -> execute(c, "create table t ()")));
    says(
        failure,
        "read-only-replica",
        "takes no writes: it is a replica, or its transactions are read-only by default",
        "Give the address of the primary");
  }

  @Test
  void a_session_that_an_administrator_ends_and_a_statement_that_one_cancels() throws Exception {
    says(
        stoppedBy("pg_terminate_backend"),
        "session-ended",
        "ended our session. PostgreSQL says: terminating connection due to administrator command",
        "Nothing was changed. Somebody stopped the server");
    says(
        stoppedBy("pg_cancel_backend"),
        "statement-cancelled",
        "stopped a statement because somebody cancelled it",
        "Nothing was changed. Ask who cancels");
  }

  @Test
  void any_other_error_is_told_in_the_servers_words_without_the_values_of_rows() {
    var name = server.freshDatabase();
    server.execute(name, "create table t (mail text unique)", "insert into t values ('a@b.c')");

    var failure =
        failure(() ->
            database(server.url(name)).run(c -> execute(c, "insert into t values ('a@b.c')")));

    says(
        failure,
        "database-error",
        "PostgreSQL says: duplicate key value violates unique constraint \"t_mail_key\"",
        "(SQLSTATE 23505)");
    assertThat(failure.getMessage()).doesNotContain("a@b.c");
  }

  private StepFailure stoppedBy(String function) throws Exception {
    var name = server.freshDatabase();
    var slow =
        new Database(
            DatabaseUrl.parse(server.url(name)), Database.Session.DEFAULT, new Cancellation());
    var running =
        CompletableFuture.supplyAsync(
            () -> failure(() -> slow.read(c -> execute(c, "select pg_sleep(60)"))));
    var stop =
        "select %s(pid) from pg_stat_activity where datname = '%s' and wait_event = 'PgSleep'"
            .formatted(function, name);
    while (server.rows("postgres", stop).isEmpty()) {
      Thread.sleep(20);
    }
    return running.get();
  }

  private static boolean execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      return statement.execute(sql);
    }
  }

  private static StepFailure connecting(String url) {
    return failure(() -> database(url).connect());
  }

  private static StepFailure running(String url, String sql) {
    return failure(() -> database(url).read(connection -> execute(connection, sql)));
  }

  private static StepFailure failure(ThrowingCallable call) {
    return catchThrowableOfType(StepFailure.class, call);
  }

  private static Database database(String url) {
    return new Database(DatabaseUrl.parse(url), SHORT, new Cancellation());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void says(StepFailure failure, String code, String message, String remedy) {
    assertThat(failure).isNotNull();
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure).hasMessageContaining(message);
    assertThat(failure.remedy() + failure.getMessage()).contains(remedy);
    assertThat(failure.remedy() + failure.getMessage()).doesNotContain("secret@", "wr0ng");
    assertThat(failure).isInstanceOfAny(OutsideFailed.class, Unsafe.class);
  }
}
