package dev.lockgate.action.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.database.Major;
import dev.lockgate.testkit.PostgresServer;
import dev.lockgate.testkit.actions.Job;
import dev.lockgate.testkit.actions.StepContract;
import dev.lockgate.testkit.actions.StepRun;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The image of the step, started as GitHub starts it. */
class DeployImageIT {
  private static final String PASSWORD = "m1gr@te?";
  private static final String ENCODED = "m1gr%40te%3F";

  private Job job;
  private PostgresServer server;
  private String database;

  @BeforeEach
  void start() {
    job = Job.start();
    server = job.service("db", Major.V17);
    database = server.freshDatabase();
    server.execute(database, "create role deployer login superuser password '" + PASSWORD + "'");
    migration("V1__shop", "create table customer (id int primary key, name text);");
    migration("V2__mail", "alter table customer add column mail text;");
  }

  @AfterEach
  void close() {
    job.close();
  }

  @Test
  void pending_migrations_are_applied_and_audited() {
    var result = deploy().run();

    assertThat(result.succeeded()).as("%s", result).isTrue();
    assertThat(result.outputs())
        .containsEntry("result", "passed")
        .containsEntry("to-version", "2")
        .containsEntry("applied-count", "2");
    assertThat(server.value(database, "select count(mail) from customer")).isEqualTo("0");
    assertThat(
            server.value(
                database, "select string_agg(outcome, ', ' order by id) from lockgate.audit"))
        .isEqualTo("started, passed");
    assertThat(result.summary()).contains("octocat", "0123456");
    StepContract.assertHeld(job, result, PASSWORD);
  }

  @Test
  void a_migration_that_fails_on_the_shadow_is_not_begun() {
    migration("V3__wrong", "alter table customer add column mail text;");

    var result = deploy().run();

    assertThat(result.exit()).as("%s", result).isEqualTo(1);
    assertThat(result.outputs())
        .containsEntry("result", "blocked")
        .containsEntry("code", "migration-fails");
    assertThat(result.summary()).contains("V3__wrong");
    assertThat(server.value(database, "select to_regclass('customer')")).isEqualTo("null");
    StepContract.assertHeld(job, result, PASSWORD);
  }

  @Test
  void a_cancelled_deploy_leaves_the_old_version_and_no_session() {
    assertThat(deploy().run().succeeded()).isTrue();
    server.execute(database, "insert into customer values (1, 'Ada', null)");
    // nobody is there to sleep where it is rehearsed: the shadow has no rows
    migration("V3__slow", "update customer set name = 'x'; select pg_sleep(120) from customer;");

    var result = deploy().cancelWhen(this::somebodySleeps).run();

    assertThat(result.leftRunning()).as("%s", result).isFalse();
    assertThat(result.exit()).isEqualTo(130);
    assertThat(result.unwinding()).isLessThan(Duration.ofSeconds(7));
    assertThat(count("pg_stat_activity where usename = 'deployer'")).isEqualTo("0");
    assertThat(count("pg_locks where locktype = 'advisory'")).isEqualTo("0");
    assertThat(count("flyway_schema_history where version = '3'")).isEqualTo("0");
    StepContract.assertHeld(job, result, PASSWORD);
  }

  private void migration(String name, String sql) {
    job.workspace().file("db/migration/" + name + ".sql", sql);
  }

  private boolean somebodySleeps() {
    return !count("pg_stat_activity where wait_event = 'PgSleep'").equals("0");
  }

  private String count(String from) {
    return server.value(database, "select count(*) from " + from);
  }

  private StepRun deploy() {
    return job.step("deploy")
        .with("database-url", "postgresql://deployer:" + ENCODED + "@db:5432/" + database)
        .with("migrations", "db/migration")
        .with("store", "file:backups");
  }
}
