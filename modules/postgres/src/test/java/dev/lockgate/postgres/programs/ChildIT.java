package dev.lockgate.postgres.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.postgres.Database;
import dev.lockgate.testkit.PostgresServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

final class ChildIT {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Cancellation cancellation = new Cancellation();

  @Test
  void a_program_knows_nothing_but_what_it_was_given() throws IOException {
    var environment = ChildEnvironment.offline();
    try (var child =
        Child.start("env", List.of("/usr/bin/env"), environment, MINUTE, cancellation)) {
      var seen = new String(child.output().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(child.await().well()).isTrue();
      assertThat(seen.lines())
          .containsExactlyInAnyOrder(
              "PATH=/usr/bin:/bin",
              "LANG=C.UTF-8",
              "TZ=UTC",
              "HOME=" + environment.folder(),
              "TMPDIR=" + environment.folder());
    }
    assertThat(environment.folder()).doesNotExist();
  }

  @Test
  void an_address_is_passed_by_variables_and_the_password_by_a_private_file() throws IOException {
    var url =
        "postgres://ann:a%3Ab%5Cc@db:6543/shop?sslmode=require&options=endpoint%3Dep-1"
            + "&channel_binding=require";
    try (var environment = ChildEnvironment.connecting(database(url))) {
      assertThat(environment.variables())
          .containsEntry("PGHOST", "db")
          .containsEntry("PGPORT", "6543")
          .containsEntry("PGDATABASE", "shop")
          .containsEntry("PGUSER", "ann")
          .containsEntry("PGSSLMODE", "require")
          .containsEntry("PGOPTIONS", "endpoint=ep-1")
          .containsEntry("PGCHANNELBINDING", "require")
          .containsEntry("PGAPPNAME", "lockgate")
          .doesNotContainKeys("PGPASSWORD", "PGSSLROOTCERT");
      assertThat(environment.variables().toString()).doesNotContain("a:b\\c");
      var file = environment.folder().resolve("pgpass");
      assertThat(environment.variables()).containsEntry("PGPASSFILE", file.toString());
      assertThat(file).hasContent("*:*:*:*:a\\:b\\\\c");
      assertThat(Files.getPosixFilePermissions(file))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThat(Files.getPosixFilePermissions(environment.folder()))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void a_program_that_takes_too_long_is_ended_and_says_so() {
    try (var child =
        Child.start(
            "sleep",
            List.of("/bin/sleep", "60"),
            ChildEnvironment.offline(),
            Duration.ofMillis(200),
            cancellation)) {
      var ended = child.await();

      assertThat(ended.well()).isFalse();
      assertThat(ended.words()).isEqualTo("sleep was ended at its deadline");
    }
  }

  @Test
  void a_program_that_ignores_the_wish_to_end_is_ended_by_force() {
    var before = Instant.now();
    try (var child =
        Child.start(
            "sh",
            List.of("/bin/sh", "-c", "trap '' TERM; while :; do sleep 0.1; done"),
            ChildEnvironment.offline(),
            Duration.ofMillis(300),
            cancellation)) {
      assertThat(child.await().late()).isTrue();
    }
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void what_a_program_says_is_kept_from_its_beginning_and_its_end() {
    try (var child =
        Child.start(
            "sh",
            List.of(
                "/bin/sh",
                "-c",
                "echo first >&2; i=0; while [ $i -lt 5000 ]; do echo middle >&2; i=$((i+1)); done;"
                    + " echo last >&2; exit 3"),
            ChildEnvironment.offline(),
            MINUTE,
            cancellation)) {
      var ended = child.await();

      assertThat(ended.words()).startsWith("sh ended with code 3 and said: first\n");
      assertThat(ended.errors()).contains("[…]").endsWith("last\n").hasSizeLessThan(13_000);
    }
  }

  @Test
  void cancelling_the_run_ends_a_dump_and_its_session_on_the_server()
      throws SQLException, InterruptedException {
    var server = PostgresServer.of(Major.V17);
    var name = server.freshDatabase();
    server.execute(name, "create table t ()");
    var waiting =
        "select 1 from pg_stat_activity where datname = '%s' and wait_event_type = 'Lock'"
            .formatted(name);
    try (var other = server.connect(name);
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("lock table t");
      var dump = new PgDump(database(server.url(name)), Major.V17, Duration.ofMinutes(5), MINUTE);
      var running =
          CompletableFuture.runAsync(
              () -> dump.writeTo(new ByteArrayOutputStream(), Optional.empty()));
      while (server.rows("postgres", waiting).isEmpty()) {
        Thread.sleep(20);
      }

      cancellation.cancel();

      assertThatThrownBy(running::join)
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(Cancellation.Cancelled.class);
      var deadline = Instant.now().plusSeconds(20);
      while (!server.rows("postgres", waiting).isEmpty() && Instant.now().isBefore(deadline)) {
        Thread.sleep(20);
      }
      assertThat(server.rows("postgres", waiting)).isEmpty();
    }
  }

  private Database database(String url) {
    return new Database(DatabaseUrl.parse(url), Database.Session.DEFAULT, cancellation);
  }
}
