package dev.lockgate.action.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.database.Major;
import dev.lockgate.testkit.PostgresServer;
import dev.lockgate.testkit.actions.FakeWeb;
import dev.lockgate.testkit.actions.Job;
import dev.lockgate.testkit.actions.StepContract;
import dev.lockgate.testkit.actions.StepRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The image of the step, started as GitHub starts it. */
class DiffImageIT {
  private static final String PASSWORD = "w@tch/me";
  private static final String ENCODED = "w%40tch%2Fme";
  private static final String COMMENTS = "/repos/shop/shop/issues/7/comments";

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
    job.workspace().file("db/migration/V2__mail.sql", "alter table customer add column mail text;");
  }

  @AfterEach
  void close() {
    job.close();
  }

  @Test
  void an_empty_target_has_every_migration_pending_and_stays_empty() {
    var result = diff().run();

    assertThat(result.succeeded()).as("%s", result).isTrue();
    assertThat(result.outputs())
        .containsEntry("result", "passed")
        .containsEntry("pending-count", "2");
    assertThat(result.summary()).contains("customer", "alter table customer add column mail text");
    assertThat(server.value(database, "select count(*) from pg_tables where schemaname = 'public'"))
        .isEqualTo("0");
    StepContract.assertHeld(job, result, PASSWORD);
  }

  @Test
  void a_pull_request_gets_one_comment() {
    try (var web = FakeWeb.start(job)) {
      web.answer("GET", "/user", 403, "{\"message\": \"Resource not accessible by integration\"}")
          .answer("GET", COMMENTS, 200, "[]")
          .answer(
              "POST",
              COMMENTS,
              201,
              "{\"html_url\": \"https://github.invalid/shop/shop/pull/7#c1\"}");

      var result =
          diff()
              .event("pull_request", "{\"number\": 7, \"pull_request\": {\"number\": 7}}")
              .github("ref", "refs/pull/7/merge")
              .github("api_url", web.url(""))
              .github("graphql_url", web.url("/graphql"))
              .run();

      assertThat(result.succeeded()).as("%s", result).isTrue();
      assertThat(result.outputs())
          .containsEntry("comment-url", "https://github.invalid/shop/shop/pull/7#c1");
      assertThat(web.requests())
          .filteredOn(request -> request.method().equals("POST") && request.path().equals(COMMENTS))
          .singleElement()
          .satisfies(request -> {
            assertThat(request.authorization()).endsWith("github-token-of-the-test");
            assertThat(request.body()).contains("customer").doesNotContain(PASSWORD, ENCODED);
          });
      StepContract.assertHeld(job, result, PASSWORD, "github-token-of-the-test");
    }
  }

  @Test
  void a_comment_that_is_refused_never_turns_the_step_red() {
    try (var web = FakeWeb.start(job)) {
      web.answer("GET", COMMENTS, 200, "[]")
          .answer(
              "POST", COMMENTS, 403, "{\"message\": \"Resource not accessible by integration\"}");

      var result =
          diff()
              .event("pull_request", "{\"number\": 7, \"pull_request\": {\"number\": 7}}")
              .github("ref", "refs/pull/7/merge")
              .github("api_url", web.url(""))
              .github("graphql_url", web.url("/graphql"))
              .run();

      assertThat(result.succeeded()).as("%s", result).isTrue();
      assertThat(result.logText()).contains("could not be written: GitHub answered 403");
    }
  }

  @Test
  void a_missing_folder_is_named() {
    var result = diff().with("migrations", "db/nowhere").run();

    assertThat(result.exit()).as("%s", result).isEqualTo(2);
    assertThat(result.outputs()).containsEntry("code", "migrations-folder-missing");
    assertThat(result.summary()).contains("db/nowhere");
    StepContract.assertHeld(job, result, PASSWORD);
  }

  private StepRun diff() {
    return job.step("diff")
        .with("database-url", "postgresql://watcher:" + ENCODED + "@db:5432/" + database)
        .with("migrations", "db/migration");
  }
}
