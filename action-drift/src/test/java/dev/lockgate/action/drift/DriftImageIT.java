package dev.lockgate.action.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.database.Major;
import dev.lockgate.testkit.PostgresServer;
import dev.lockgate.testkit.actions.Job;
import dev.lockgate.testkit.actions.StepContract;
import dev.lockgate.testkit.actions.StepRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The image of the step, started as GitHub starts it, on what its sibling deployed. */
class DriftImageIT {
  private static final String PASSWORD = "c0mp@re";
  private static final String ENCODED = "c0mp%40re";

  private Job job;
  private PostgresServer server;
  private String database;

  @BeforeEach
  void start() {
    job = Job.start();
    server = job.service("db", Major.V17);
    database = server.freshDatabase();
    server.execute(database, "create role watcher login superuser password '" + PASSWORD + "'");
    job.workspace()
        .file(
            "db/migration/V1__shop.sql", "create table customer (id int primary key, name text);");
  }

  @AfterEach
  void close() {
    job.close();
  }

  @Test
  void what_was_deployed_has_not_drifted() {
    deploy();

    var result = drift().run();

    assertThat(result.succeeded()).as("%s", result).isTrue();
    assertThat(result.outputs())
        .containsEntry("drift-detected", "false")
        .containsEntry("drift-count", "0");
    StepContract.assertHeld(job, result, PASSWORD);
  }

  @Test
  void a_change_that_no_migration_made_stops_the_job_and_is_listed() {
    deploy();
    server.execute(database, "alter table customer add column note text");

    var result = drift().run();

    assertThat(result.exit()).as("%s", result).isEqualTo(1);
    assertThat(result.outputs())
        .containsEntry("result", "blocked")
        .containsEntry("drift-detected", "true");
    assertThat(result.summary()).contains("note");
    StepContract.assertHeld(job, result, PASSWORD);
  }

  @Test
  void drift_can_be_told_without_stopping_the_job() {
    deploy();
    server.execute(database, "create index on customer (name)");

    var result = drift().with("fail-on-drift", "false").run();

    assertThat(result.succeeded()).as("%s", result).isTrue();
    assertThat(result.outputs()).containsEntry("drift-detected", "true");
  }

  @Test
  void a_database_without_a_history_is_named() {
    var result = drift().run();

    assertThat(result.succeeded()).as("%s", result).isFalse();
    assertThat(result.outputs()).containsEntry("code", "no-history");
    StepContract.assertHeld(job, result, PASSWORD);
  }

  private void deploy() {
    var result =
        step("deploy").with("store", "file:backups").with("safety-backup", "none:the first").run();
    assertThat(result.succeeded()).as("%s", result).isTrue();
  }

  private StepRun drift() {
    return step("drift");
  }

  private StepRun step(String name) {
    return job.step(name)
        .with("database-url", "postgresql://watcher:" + ENCODED + "@db:5432/" + database)
        .with("migrations", "db/migration");
  }
}
