package dev.lockgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.report.Finding;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.Outcome.Blocked;
import dev.lockgate.core.step.Outcome.Passed;
import dev.lockgate.core.step.Run;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.runner.Inputs;
import dev.lockgate.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one step leaves, as the next one finds it. */
class StepsTogetherIT {
  private static final Map<String, String> NO_BACKUP = Map.of("safety-backup", "none: a test");

  private final PostgresServer server = PostgresServer.of(Major.V17);
  private final String database = server.freshDatabase();

  @TempDir private Path workspace;

  @BeforeEach
  void someMigrations() throws IOException {
    file("db/migration/V1__orders.sql", "create table orders (id int primary key);");
  }

  @Test
  void what_a_deploy_leaves_is_what_the_next_drift_compares_with() {
    step("deploy", NO_BACKUP);

    var clean = step("drift", Map.of());
    server.execute(database, "alter table orders add by_hand text");
    var drifted = step("drift", Map.of());

    assertThat(clean).isInstanceOf(Passed.class);
    assertThat(text(clean)).contains("the schema that the last deploy left, recorded at");
    assertThat(drifted)
        .isInstanceOfSatisfying(Blocked.class, it -> assertThat(it.code()).isEqualTo("drift"));
    assertThat(text(drifted))
        .contains("the schema that the last deploy left, recorded at")
        .contains("by_hand");
  }

  @Test
  void a_deploy_over_drift_that_a_policy_lets_pass_does_not_make_it_what_was_deployed()
      throws IOException {
    file(".github/lockgate.yml", "defaults: {gates: {drift-free: off}}");
    step("deploy", NO_BACKUP);
    server.execute(database, "alter table orders add by_hand text");
    file("db/migration/V2__more.sql", "create table more (id int);");

    var deployed = step("deploy", NO_BACKUP);
    var drifted = step("drift", Map.of());

    assertThat(deployed).isInstanceOf(Passed.class);
    assertThat(drifted).isInstanceOf(Blocked.class);
    assertThat(text(drifted)).contains("the history, replayed on a shadow").contains("by_hand");
  }

  @Test
  void a_schema_that_cannot_be_kept_is_a_warning_and_the_next_drift_replays_the_history() {
    server.execute(
        database, "create schema lockgate", "create table lockgate.schema_snapshot (other int)");

    var deployed = step("deploy", NO_BACKUP);

    assertThat(deployed).isInstanceOf(Passed.class);
    assertThat(deployed.report().findings())
        .extracting(Finding::code)
        .containsExactly("snapshot-not-kept");
    assertThat(
            server.value(database, "select outcome from lockgate.audit order by id desc limit 1"))
        .isEqualTo("passed");
    assertThat(text(step("drift", Map.of("reference", "history"))))
        .contains("the history, replayed on a shadow");
  }

  @Test
  void what_the_policy_ignores_is_no_drift_and_does_not_keep_a_deploy() throws IOException {
    step("deploy", NO_BACKUP);
    server.execute(
        database,
        "create table tmp_one (id int primary key)",
        "create index tmp_two on orders (id)",
        "create table kept (id int)");
    file(
        ".github/lockgate.yml",
        "defaults: {drift: {ignore: [{name: public.tmp_*}, {kind: table, name: public.kept}]}}");
    file("db/migration/V2__more.sql", "create table more (id int);");

    assertThat(step("deploy", NO_BACKUP)).isInstanceOf(Passed.class);
    assertThat(step("drift", Map.of())).isInstanceOf(Passed.class);
    server.execute(database, "alter table more add by_hand text");

    assertThat(step("drift", Map.of()).report().title())
        .isEqualTo("Blocked: 1 table differs; no migration made that");
  }

  @Test
  void the_plan_that_was_reviewed_is_accepted_and_one_byte_of_anything_is_refused_by_name()
      throws IOException {
    step("deploy", NO_BACKUP);
    file("db/migration/V2__mail.sql", "alter table orders add mail text;");
    file("db/migration/afterMigrate.sql", "select 1;");
    file("db/seed.sql", "insert into orders values (1);");
    file(".github/lockgate.yml", policy("select true"));
    var digest = digest(step("diff", Map.of("seed", "db/seed.sql")));

    refused(
            digest,
            Map.of(
                "db/migration/V2__mail.sql",
                "alter table orders add mail  text;",
                "db/migration/afterMigrate.sql",
                "select 2;",
                "db/seed.sql",
                "insert into orders values (2);",
                ".github/lockgate.yml",
                policy("select  true")))
        .contains("the migration `db/migration/V2__mail.sql` has another text")
        .contains("the callback `db/migration/afterMigrate.sql` has another text")
        .contains("the seed `db/seed.sql` has another text")
        .contains("the smoke `.github/lockgate.yml, smoke query 1` has another text")
        .contains("the policy has another text")
        .contains("the database's schema was changed");

    var deployed = seeding(digest);

    assertThat(deployed).isInstanceOf(Passed.class);
    assertThat(text(deployed)).contains("everything is as it was in the plan");
    assertThat(server.value(database, "select count(*) from orders")).isEqualTo("1");
  }

  @Test
  void a_plan_that_was_made_from_the_schema_snapshot_of_drift_is_the_one_that_deploy_finds()
      throws IOException {
    step("deploy", NO_BACKUP);
    var snapshot = output(step("drift", Map.of()), "schema-path");
    file("db/migration/V2__mail.sql", "alter table orders add mail text not null;");

    var shown =
        step("diff", Map.of("database-url", "", "schema-snapshot", snapshot, "fail-on", "never"));

    assertThat(shown).isInstanceOf(Passed.class);
    assertThat(shown.report().title()).startsWith("1 migration pending: 1 table changes");
    assertThat(shown.report().outputs()).containsEntry("target", "snapshot");
    assertThat(text(shown))
        .contains("recorded: the schema and sizes that the last drift run published")
        .contains("the schema snapshot of 20");
    var inputs = new HashMap<>(NO_BACKUP);
    inputs.put("plan-digest", digest(shown));
    assertThat(step("deploy", inputs)).isInstanceOf(Passed.class);
  }

  /** What the gates say of a deploy while files have another text, and the schema as well. */
  private AbstractStringAssert<?> refused(String digest, Map<String, String> texts)
      throws IOException {
    var before = new HashMap<String, String>();
    for (var file : texts.keySet()) {
      before.put(file, Files.readString(workspace.resolve(file)));
      file(file, texts.get(file));
    }
    server.execute(database, "comment on table orders is 'by hand'");
    var outcome = seeding(digest);
    server.execute(database, "comment on table orders is null");
    for (var file : before.entrySet()) {
      file(file.getKey(), file.getValue());
    }
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Blocked.class, it -> assertThat(it.code()).isEqualTo("plan-differs"));
    return assertThat(text(outcome));
  }

  private Outcome seeding(String digest) {
    var inputs = new HashMap<>(NO_BACKUP);
    inputs.put("plan-digest", digest);
    inputs.put("run-seed", "true");
    inputs.put("seed", "db/seed.sql");
    return step("deploy", inputs);
  }

  private static String policy(String query) {
    return """
    defaults:
      migrations: {callbacks: [afterMigrate.sql]}
      smoke: {sql: ["%s"]}
    """
        .formatted(query);
  }

  private static String digest(Outcome outcome) {
    return output(outcome, "plan-digest");
  }

  private static String output(Outcome outcome, String name) {
    return Objects.requireNonNull(outcome.report().outputs().get(name), outcome.report().title());
  }

  private Outcome step(String name, Map<String, String> more) {
    var values = new HashMap<String, String>();
    values.put("database-url", server.url(database));
    values.putAll(more);
    var run = new Run(name, "ada", "acme/shop", "0".repeat(40), "refs/heads/main", "", "", "", 1);
    return Objects.requireNonNull(Steps.of(name))
        .run(
            new Inputs(values, workspace),
            new StepContext(run, workspace, workspace, Log.SILENT, new Cancellation()));
  }

  private static String text(Outcome outcome) {
    return outcome.report().blocks().toString();
  }

  private void file(String name, String text) throws IOException {
    var path = workspace.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
