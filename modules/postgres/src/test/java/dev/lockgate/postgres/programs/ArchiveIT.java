package dev.lockgate.postgres.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.core.step.Unsafe;
import dev.lockgate.postgres.Database;
import dev.lockgate.testkit.EachMajor;
import dev.lockgate.testkit.PostgresServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ArchiveIT {
  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final String[] SHOP = {
    "create table orders (id bigint generated always as identity primary key, note text)",
    "insert into orders (note) select 'note ' || n from generate_series(1, 5000) n",
    "create view recent as select * from orders where id > 4000",
  };

  private final Cancellation cancellation = new Cancellation();

  @EachMajor
  void a_dump_is_listed_parsed_and_restored_on_the_same_major(Major major) {
    var server = PostgresServer.of(major);
    var source = shop(server);
    var target = database(server, server.freshDatabase());

    var archive = dump(source, major);
    var restore = new PgRestore(major, major.client(), DEADLINE);

    assertThat(restore.list(stream(archive), cancellation)).anyMatch(l -> l.contains("orders"));
    restore.parse(stream(archive), cancellation);
    restore.into(target, major, stream(archive), PgRestore.Option.SINGLE_TRANSACTION);
    assertThat(rows(server, target)).isEqualTo(rows(server, source)).isNotEmpty();
  }

  /** Client 17 writes a line that a server of 16 does not know. */
  @Test
  void a_newer_client_restores_into_an_older_server() {
    var server = PostgresServer.of(Major.V16);
    var source = shop(server);
    var whole = database(server, server.freshDatabase());
    var plain = database(server, server.freshDatabase());
    var archive = dump(source, Major.V16);
    var restore = new PgRestore(Major.V16, Major.V16.client(), DEADLINE);

    restore.into(whole, Major.V16, stream(archive), PgRestore.Option.SINGLE_TRANSACTION);
    restore.into(plain, Major.V16, stream(archive), PgRestore.Option.NO_OWNER);

    assertThat(rows(server, whole)).isEqualTo(rows(server, source)).isNotEmpty();
    assertThat(rows(server, plain)).isEqualTo(rows(server, source));
  }

  @Test
  void the_dump_shows_the_moment_of_the_snapshot() throws SQLException {
    var server = PostgresServer.of(Major.V17);
    var source = shop(server);
    var target = database(server, server.freshDatabase());
    try (var connection = source.connect();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("set transaction isolation level repeatable read");
      var result = statement.executeQuery("select pg_export_snapshot()");
      result.next();
      var snapshot = result.getString(1);
      server.execute(source.url().database(), "delete from orders");
      var bytes = new ByteArrayOutputStream();

      dumper(source, Major.V17).writeTo(bytes, Optional.of(snapshot));

      new PgRestore(Major.V17, 17, DEADLINE).into(target, Major.V17, stream(bytes.toByteArray()));
    }
    assertThat(server.value(target.url().database(), "select count(*) from orders"))
        .isEqualTo("5000");
  }

  @Test
  void a_truncated_archive_is_no_archive_and_restores_nothing() {
    var server = PostgresServer.of(Major.V17);
    var archive = dump(shop(server), Major.V17);
    var half = Arrays.copyOf(archive, archive.length / 2);
    var target = database(server, server.freshDatabase());
    var restore = new PgRestore(Major.V17, 17, DEADLINE);

    var parsing = failure(() -> restore.parse(stream(half), cancellation));
    var restoring =
        failure(() ->
            restore.into(target, Major.V17, stream(half), PgRestore.Option.SINGLE_TRANSACTION));

    assertThat(parsing).isInstanceOf(Unsafe.class);
    assertThat(parsing.code()).isEqualTo("archive-unreadable");
    assertThat(parsing).hasMessageContaining("pg_restore 17 ended with code 1 and said:");
    assertThat(restoring.code()).isEqualTo("restore-failed");
    assertThat(restoring.remedy()).contains("PostgreSQL rolled it back");
    assertThat(
            server.rows(
                target.url().database(), "select 1 from pg_tables where tablename = 'orders'"))
        .isEmpty();
  }

  @Test
  void a_source_that_breaks_leaves_nothing_in_a_single_transaction() {
    for (var major : List.of(Major.V16, Major.V17)) {
      var server = PostgresServer.of(major);
      var archive = dump(shop(server), major);
      var target = database(server, server.freshDatabase());

      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(() ->
              new PgRestore(major, major.client(), DEADLINE)
                  .into(target, major, breaking(archive), PgRestore.Option.SINGLE_TRANSACTION))
          .withMessageContaining("the store went away");

      assertThat(
              server.rows(
                  target.url().database(), "select 1 from pg_tables where tablename = 'orders'"))
          .isEmpty();
    }
  }

  @Test
  void a_restore_stops_at_the_first_error_and_tells_it() {
    for (var major : List.of(Major.V16, Major.V17)) {
      var server = PostgresServer.of(major);
      var source = shop(server);
      var archive = dump(source, major);

      var failure =
          failure(() ->
              new PgRestore(major, major.client(), DEADLINE).into(source, major, stream(archive)));

      assertThat(failure).isInstanceOf(OutsideFailed.class);
      assertThat(failure.code()).isEqualTo("restore-failed");
      assertThat(failure).hasMessageContaining("relation \"orders\" already exists");
      assertThat(failure.remedy()).contains("incomplete: drop it");
    }
  }

  @Test
  void a_dump_that_may_not_read_a_table_says_which_right_is_missing() {
    var server = PostgresServer.of(Major.V17);
    var name = server.freshDatabase();
    server.execute(name, SHOP);
    server.execute(name, "create role dump_guest_" + name + " login password 'p:w\\d'");
    var guest = DatabaseUrl.parse(server.url(name, "dump_guest_" + name, "p%3Aw%5Cd"));

    var failure =
        failure(() -> dump(new Database(guest, Database.Session.DEFAULT, cancellation), Major.V17));

    assertThat(failure.code()).isEqualTo("permission-denied");
    assertThat(failure).hasMessageContaining("permission denied for table orders");
    assertThat(failure.remedy()).startsWith("Nothing was changed").contains("pg_read_all_data");
  }

  @Test
  void a_dump_that_waits_too_long_for_a_lock_says_so() throws SQLException {
    var server = PostgresServer.of(Major.V17);
    var source = shop(server);
    try (var other = server.connect(source.url().database());
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("lock table orders in access exclusive mode");

      var failure =
          failure(() ->
              new PgDump(source, Major.V17, Duration.ofMillis(300), DEADLINE)
                  .writeTo(new ByteArrayOutputStream(), Optional.empty()));

      assertThat(failure.code()).isEqualTo("lock-timeout");
      assertThat(failure.remedy()).startsWith("Nothing was changed").contains("lock-wait-timeout");
    }
  }

  @Test
  void an_archive_newer_than_our_programs_is_refused() {
    assertThatExceptionOfType(Unsafe.class)
        .isThrownBy(() -> new PgRestore(Major.V18, 19, DEADLINE))
        .withMessageContaining("written by pg_dump 19")
        .satisfies(e -> assertThat(e.code()).isEqualTo("archive-too-new"));
    assertThat(Programs.clientFor(Major.V14, 17)).isEqualTo(17);
    assertThat(Programs.clientFor(Major.V16, 0)).isEqualTo(17);
    assertThat(Programs.clientFor(Major.V18, 15)).isEqualTo(18);
  }

  @Test
  void no_private_folder_is_left_behind() throws IOException {
    var server = PostgresServer.of(Major.V17);
    var before = privateFolders();

    dump(shop(server), Major.V17);

    assertThat(privateFolders()).isEqualTo(before);
  }

  private static List<Path> privateFolders() throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(f -> Files.isDirectory(f) && f.getFileName().toString().startsWith("lockgate-"))
          .sorted()
          .toList();
    }
  }

  private Database shop(PostgresServer server) {
    var name = server.freshDatabase();
    server.execute(name, SHOP);
    return database(server, name);
  }

  private Database database(PostgresServer server, String name) {
    return new Database(
        DatabaseUrl.parse(server.url(name)), Database.Session.DEFAULT, cancellation);
  }

  private static PgDump dumper(Database source, Major major) {
    return new PgDump(source, major, Duration.ofMinutes(1), DEADLINE);
  }

  private static byte[] dump(Database source, Major major) {
    var bytes = new ByteArrayOutputStream();
    dumper(source, major).writeTo(bytes, Optional.empty());
    return bytes.toByteArray();
  }

  private static InputStream stream(byte[] archive) {
    return new ByteArrayInputStream(archive);
  }

  private static InputStream breaking(byte[] archive) {
    return new SequenceInputStream(
        new ByteArrayInputStream(archive, 0, archive.length - 10), new BrokenStore());
  }

  private static final class BrokenStore extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("the store went away");
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      throw new IOException("the store went away");
    }
  }

  private static List<List<String>> rows(PostgresServer server, Database database) {
    return server.rows(database.url().database(), "select id, note from recent order by id");
  }

  private static StepFailure failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(StepFailure.class, call);
  }
}
