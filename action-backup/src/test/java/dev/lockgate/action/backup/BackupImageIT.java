package dev.lockgate.action.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.database.Major;
import dev.lockgate.testkit.Digests;
import dev.lockgate.testkit.PostgresServer;
import dev.lockgate.testkit.actions.Annotation;
import dev.lockgate.testkit.actions.Job;
import dev.lockgate.testkit.actions.StepContract;
import dev.lockgate.testkit.actions.StepRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The image of the step, started as GitHub starts it. */
class BackupImageIT {
  /** Every character that a URL, a shell or a log command could stumble over. */
  private static final String PASSWORD = "p@ss/w:rd%25 'x'";

  private static final String ENCODED = "p%40ss%2Fw%3Ard%2525%20%27x%27";

  private Job job;
  private PostgresServer server;
  private String database;

  @BeforeEach
  void start() {
    job = Job.start();
    server = job.service("db", Major.V17);
    database = server.freshDatabase();
    server.execute(
        database,
        "create role keeper login superuser password 'p@ss/w:rd%25 ''x'''",
        "create table customer (id int primary key, name text)",
        "insert into customer select i, 'customer ' || i from generate_series(1, 1000) i");
  }

  @AfterEach
  void close() {
    job.close();
  }

  @Test
  void a_backup_of_a_service_is_in_the_workspace_and_is_what_the_outputs_say() throws IOException {
    var result = backup().run();

    assertThat(result.succeeded()).as("%s", result).isTrue();
    var archive = job.workspace().folder().resolve(result.outputs().get("backup-path"));
    assertThat(Digests.sha256(Files.readAllBytes(archive)))
        .isEqualTo(result.outputs().get("sha256"));
    assertThat(Files.size(archive)).isEqualTo(Long.parseLong(result.outputs().get("size-bytes")));
    assertThat(job.workspace().read(result.outputs().getOrDefault("manifest-path", "")))
        .contains("customer", "1000", result.outputs().get("sha256"));
    assertThat(result.outputs()).containsEntry("result", "passed").containsEntry("code", "");
    assertThat(result.masks()).contains(PASSWORD, ENCODED);
    StepContract.assertHeld(job, result, PASSWORD);
  }

  @Test
  void the_engine_s_socket_is_not_needed() {
    var result = backup().withoutDockerSocket().run();

    assertThat(result.succeeded()).as("%s", result).isTrue();
  }

  @Test
  void an_input_in_any_script_is_read_whatever_the_locale_of_the_job() {
    var result = backup().with("store", "file:копии-für-später").run();

    assertThat(result.succeeded()).as("%s", result).isTrue();
    assertThat(result.outputs().get("backup-path")).startsWith("копии-für-später/");
    assertThat(job.workspace().folder().resolve(result.outputs().get("backup-path"))).exists();
  }

  @Test
  void a_wrong_password_is_named_and_not_shown() {
    var result =
        backup().with("database-url", "postgresql://keeper:wr0ng-pass@db:5432/" + database).run();

    assertThat(result.exit()).as("%s", result).isEqualTo(4);
    assertThat(result.outputs())
        .containsEntry("result", "failed")
        .containsEntry("code", "wrong-password");
    assertThat(result.summary()).containsIgnoringCase("nothing was changed");
    StepContract.assertHeld(job, result, "wr0ng-pass");
  }

  @Test
  void localhost_is_explained() {
    var result =
        backup().with("database-url", "postgresql://keeper:hidden-1@localhost:5432/shop").run();

    assertThat(result.exit()).as("%s", result).isEqualTo(4);
    assertThat(result.outputs()).containsEntry("code", "localhost-in-container");
    assertThat(result.summary()).contains("db:5432");
    StepContract.assertHeld(job, result, "hidden-1");
  }

  @Test
  void every_bad_input_is_named_at_once() {
    var result =
        backup()
            .with("database-url", "mysql://keeper:hidden-2@db/shop")
            .with("store", "")
            .with("compression-level", "high")
            .run();

    assertThat(result.exit()).as("%s", result).isEqualTo(2);
    assertThat(result.summary())
        .contains("database-url", "store", "compression-level", "high")
        .doesNotContain("hidden-2");
    assertThat(result.annotations()).anyMatch(a -> a.level() == Annotation.Level.ERROR);
    StepContract.assertHeld(job, result, "hidden-2");
  }

  @Test
  void a_cancelled_backup_leaves_no_session_no_container_and_no_backup() throws SQLException {
    try (var session = server.connect(database);
        var statement = session.createStatement()) {
      session.setAutoCommit(false);
      statement.execute("lock table customer in access exclusive mode");

      var result = backup().with("lock-wait-timeout", "5m").cancelWhen(this::somebodyWaits).run();

      assertThat(result.leftRunning()).as("%s", result).isFalse();
      assertThat(result.exit()).isEqualTo(130);
      assertThat(result.unwinding()).isLessThan(Duration.ofSeconds(7));
      assertThat(sessionsOfKeeper()).isEqualTo("0");
      StepContract.assertHeld(job, result, PASSWORD);
      session.rollback();
    }
    assertThat(job.workspace().files())
        .map(Path::toString)
        .noneMatch(file -> file.contains("manifest"));
  }

  private StepRun backup() {
    return job.step("backup")
        .with("database-url", "postgresql://keeper:" + ENCODED + "@db:5432/" + database)
        .with("store", "file:backups");
  }

  private boolean somebodyWaits() {
    return !server
        .value(database, "select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
        .equals("0");
  }

  private String sessionsOfKeeper() {
    return server.value(database, "select count(*) from pg_stat_activity where usename = 'keeper'");
  }
}
