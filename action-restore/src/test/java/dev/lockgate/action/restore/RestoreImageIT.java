package dev.lockgate.action.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.database.Major;
import dev.lockgate.testkit.PostgresServer;
import dev.lockgate.testkit.actions.Job;
import dev.lockgate.testkit.actions.StepContract;
import dev.lockgate.testkit.actions.StepRun;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The image of the step, started as GitHub starts it, on a backup that its sibling took. */
class RestoreImageIT {
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
        "create table customer (id int primary key, name text)",
        "insert into customer values (1, 'Ada'), (2, 'Grace')");
    var backup = step("backup").run();
    assertThat(backup.succeeded()).as("%s", backup).isTrue();
    server.execute(database, "delete from customer where id = 2", "create table late (id int)");
  }

  @AfterEach
  void close() {
    job.close();
  }

  @Test
  void data_is_back_and_the_old_database_is_kept_as_the_undo() {
    var result =
        step("restore")
            .event("workflow_dispatch", "{\"inputs\": {\"confirm\": \"RESTORE\"}}")
            .with("confirm", "RESTORE")
            .run();

    assertThat(result.succeeded()).as("%s", result).isTrue();
    assertThat(names(database)).containsExactly(List.of("Ada"), List.of("Grace"));
    var old = result.outputs().getOrDefault("old-database", "");
    assertThat(names(old)).containsExactly(List.of("Ada"));
    assertThat(server.value(old, "select to_regclass('late')")).isEqualTo("late");
    assertThat(result.outputs())
        .containsEntry("result", "passed")
        .hasEntrySatisfying("undo", undo -> assertThat(undo).contains(old))
        .hasEntrySatisfying("safety-backup-id", id -> assertThat(id).isNotBlank());
    StepContract.assertHeld(job, result, PostgresServer.PASSWORD + "@");
  }

  @Test
  void a_word_that_the_workflow_holds_is_not_typed() {
    var result =
        step("restore")
            .event("workflow_dispatch", "{\"inputs\": {\"backup\": \"latest\"}}")
            .with("confirm", "RESTORE")
            .run();

    assertThat(result.exit()).as("%s", result).isEqualTo(1);
    assertThat(result.outputs()).containsEntry("code", "restore-not-confirmed");
    assertThat(names(database)).containsExactly(List.of("Ada"));
  }

  @Test
  void without_the_typed_word_nothing_happens() {
    var result = step("restore").with("confirm", "restore please").run();

    assertThat(result.exit()).as("%s", result).isEqualTo(1);
    assertThat(result.outputs()).containsEntry("result", "blocked");
    assertThat(names(database)).containsExactly(List.of("Ada"));
    assertThat(
            server.value(
                "postgres", "select count(*) from pg_database where datname ~ '" + database + "'"))
        .isEqualTo("1");
    StepContract.assertHeld(job, result, PostgresServer.PASSWORD + "@");
  }

  private List<List<String>> names(String name) {
    return server.rows(name, "select name from customer order by id");
  }

  private StepRun step(String name) {
    return job.step(name).with("database-url", server.url(database)).with("store", "file:backups");
  }
}
