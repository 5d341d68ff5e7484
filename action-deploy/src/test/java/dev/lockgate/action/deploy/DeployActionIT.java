package dev.lockgate.action.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.Run;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.core.step.Unsafe;
import dev.lockgate.runner.Inputs;
import dev.lockgate.testkit.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DeployActionIT {
  private static final Map<String, String> WAIVED = Map.of("safety-backup", "none: a test");

  @TempDir Path workspace;

  @ParameterizedTest
  @EnumSource(
      value = Major.class,
      names = {"V14", "V17"})
  void a_safety_backup_is_kept_before_the_first_change(Major major) {
    var server = PostgresServer.of(major);
    var database = server.freshDatabase();
    file(
        "db/migration/V1__orders.sql", "create table orders as select generate_series(1, 100) id;");
    deploy(server, database, Map.of("store", "file:backups"));
    file("db/migration/V2__drop.sql", "drop table orders;");

    var outcome = deploy(server, database, Map.of("store", "file:backups"));

    assertThat(outcome).isInstanceOf(Outcome.Passed.class);
    assertThat(outcome.report().title())
        .isEqualTo("Deployed 1 migration to " + database + ": version 1 → version 2");
    var backup = outcome.report().outputs().get("backup-id");
    assertThat(workspace.resolve("backups").resolve(backup + ".json"))
        .content()
        .contains("\"pre-deploy\"")
        .contains("orders");
    assertThat(
            server.value(
                database,
                "select details->>'safety-backup' from lockgate.audit order by id desc"
                    + " limit 1"))
        .isEqualTo(backup);
  }

  @Test
  void a_waived_safety_backup_is_told_with_its_reason() {
    var server = PostgresServer.of(Major.V17);
    var database = server.freshDatabase();
    file("migrations/V1__a.sql", "create table a (i int);");

    var outcome =
        deploy(server, database, Map.of("safety-backup", "none: a nightly backup exists"));

    assertThat(outcome.report().outputs()).doesNotContainKey("backup-id");
    assertThat(outcome.report().blocks().toString())
        .contains("waived by the workflow: a nightly backup exists");
  }

  @Test
  void a_missing_folder_is_told_with_where_it_was_looked_for() {
    var server = PostgresServer.of(Major.V17);

    assertThatThrownBy(() -> deploy(server, "postgres", Map.of("store", "file:backups")))
        .isInstanceOfSatisfying(
            BadInputs.class,
            failure -> {
              assertThat(failure.code()).isEqualTo("migrations-folder-missing");
              assertThat(failure)
                  .hasMessageContaining("`migrations`, `db/migration`,")
                  .hasMessageContaining("`V1__create_orders.sql`");
              assertThat(failure.remedy()).startsWith("Nothing was changed.");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "store | '' | store: is required for the safety backup",
        "safety-backup | never | safety-backup: expected `always`, `destructive`, `fresh:` and an",
        "safety-backup | none: | safety-backup: expected `always`, `destructive`, `fresh:` and an",
        "layout | rails | layout: expected `auto`, `flyway`, `prisma` or `supabase`",
        "plan-digest | abc | plan-digest: expected the output `plan-digest` of diff",
        "app-schema-version | latest | app-schema-version: expected a version such as `2.3.1`",
        "health-urls | ftp://x | health-urls: expected addresses such as",
        "run-seed | yes | run-seed: expected `true` or `false`",
        "lock-timeout | soon | lock-timeout: expected a duration such as `10s`",
      })
  void a_bad_input_is_named_with_a_good_example(String input, String value, String message) {
    var server = PostgresServer.of(Major.V17);
    var inputs = new HashMap<>(Map.of("store", "file:backups"));
    inputs.put(input, value);

    assertThatThrownBy(() -> deploy(server, "postgres", inputs))
        .isInstanceOf(BadInputs.class)
        .hasMessageContaining(message);
  }

  @Test
  void what_is_pending_is_rehearsed_and_what_comes_out_is_compared_with_the_shadow() {
    var server = PostgresServer.of(Major.V17);
    var database = server.freshDatabase();
    file("migrations/V1__a.sql", "create table a (i int);");

    var outcome = deploy(server, database, WAIVED);

    assertThat(outcome).isInstanceOf(Outcome.Passed.class);
    assertThat(outcome.report().blocks().toString())
        .contains("everything pending runs on a shadow")
        .contains("the schema is what its history leads to")
        .contains("proven: the schema is the one that came out on the shadow");
  }

  @Test
  void drift_closes_a_gate_and_a_file_that_does_not_run_on_the_shadow_another() {
    var server = PostgresServer.of(Major.V17);
    var database = server.freshDatabase();
    file("migrations/V1__a.sql", "create table a (i int);");
    deploy(server, database, WAIVED);
    server.execute(database, "alter table a add by_hand text");
    file("migrations/V2__b.sql", "create table b (i int);");

    var drifted = deploy(server, database, WAIVED);
    server.execute(database, "alter table a drop by_hand");
    file("migrations/V2__b.sql", "create table b (i in);");
    var broken = deploy(server, database, WAIVED);

    assertThat(drifted)
        .isInstanceOfSatisfying(
            Outcome.Blocked.class, blocked -> assertThat(blocked.code()).isEqualTo("drift"));
    assertThat(drifted.report().blocks().toString()).contains("table public.a");
    assertThat(broken)
        .isInstanceOfSatisfying(
            Outcome.Blocked.class,
            blocked -> assertThat(blocked.code()).isEqualTo("migration-fails"));
    assertThat(server.value(database, "select max(version) from flyway_schema_history"))
        .isEqualTo("1");
  }

  @Test
  void a_migration_that_depends_on_this_database_alone_is_unsafe() {
    var server = PostgresServer.of(Major.V17);
    var database = server.freshDatabase();
    file("migrations/V1__a.sql", "create table a (i int);");
    deploy(server, database, WAIVED);
    server.execute(database, "insert into a values (1)");
    file(
        "migrations/V2__b.sql",
        "do $$ begin if exists (select from a) then create table only_here (i int); end if; end $$;");

    assertThatThrownBy(() -> deploy(server, database, WAIVED))
        .isInstanceOfSatisfying(
            Unsafe.class,
            failure -> {
              assertThat(failure.code()).isEqualTo("schema-differs-from-shadow");
              assertThat(failure).hasMessageContaining("table public.only_here");
              assertThat(failure.remedy()).contains("the database is at version 2");
            });
  }

  @Test
  void the_policy_is_gone_by_and_an_input_does_not_loosen_it() {
    var server = PostgresServer.of(Major.V17);
    var database = server.freshDatabase();
    file("db/sql/V1__a.sql", "create table a (i int);");
    file("db/sql/afterMigrate.sql", "create table if not exists called (i int);");
    file(
        ".github/lockgate.yml",
        """
        defaults:
          migrations:
            folder: db/sql
            callbacks: [afterMigrate.sql]
          safety-backup: always
          smoke:
            tables:
              public.a: 1
        """);

    var outcome = deploy(server, database, Map.of("store", "file:backups"));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Blocked.class,
            blocked -> assertThat(blocked.code()).isEqualTo("smoke-check-failed"));
    assertThat(outcome.report().blocks().toString())
        .contains("public.a has 0 rows, expected at least 1.");
    assertThat(server.value(database, "select count(*) from called")).isEqualTo("0");
    assertThatThrownBy(() -> deploy(server, database, WAIVED))
        .isInstanceOf(BadInputs.class)
        .hasMessageContaining("safety-backup: the policy says `always`");
  }

  @Test
  void what_the_policy_says_of_stamps_approvals_and_timeouts_stands_among_the_gates() {
    var server = PostgresServer.of(Major.V17);
    var database = server.freshDatabase();
    file("migrations/V1__a.sql", "create table a as select current_setting('lock_timeout') l;");
    file(
        ".github/lockgate.yml",
        """
        defaults:
          timeouts: {connect: 20s, lock: 7s, statement: 2m}
          gates: {approval-waiver: a shop of one person}
        environments:
          staging: {gates: {identity-stamp: required}}
          test: {gates: {identity-stamp: off}}
        """);
    var inputs = new HashMap<>(WAIVED);
    inputs.put("statement-timeout", "90s");
    inputs.put("environment", "staging");

    var unstamped = deploy(server, database, inputs);
    inputs.put("environment", "dev");
    var deployed = deploy(server, database, inputs);
    inputs.put("environment", "test");
    var elsewhere = deploy(server, database, inputs);

    assertThat(unstamped)
        .isInstanceOfSatisfying(
            Outcome.Blocked.class,
            blocked -> assertThat(blocked.code()).isEqualTo("identity-differs"));
    assertThat(unstamped.report().findings().toString()).contains("the database bears no stamp");
    assertThat(deployed).isInstanceOf(Outcome.Passed.class);
    assertThat(deployed.report().blocks().toString())
        .contains("waived: a shop of one person")
        .contains("connecting at most 20 s, a lock at most 7 s, a statement at most 90 s, as the");
    assertThat(server.value(database, "select l from a")).isEqualTo("7s");
    assertThat(elsewhere).isInstanceOf(Outcome.Passed.class);
    assertThat(elsewhere.report().blocks().toString())
        .contains("not looked at, as the policy says: the database is stamped `dev`");
  }

  @Test
  void without_a_word_the_size_of_the_database_decides_about_its_safety_backup() {
    var server = PostgresServer.of(Major.V17);
    var database = server.freshDatabase();
    file("migrations/V1__a.sql", "create table a (i int);");

    var outcome = deploy(server, database, Map.of("store", "file:backups"));

    assertThat(outcome.report().outputs()).containsKey("backup-id");
    assertThat(outcome.report().blocks().toString())
        .contains("nobody said which, and")
        .contains("that a step can hold");
  }

  @Test
  void production_asks_for_people_and_whoever_starts_it_by_hand_for_the_word() {
    var server = PostgresServer.of(Major.V17);
    var database = server.freshDatabase();
    file("migrations/V1__a.sql", "create table a (i int);");
    var inputs = new HashMap<>(WAIVED);
    inputs.put("environment", "production");

    var outcome = deploy(server, database, inputs);

    assertThat(outcome.report().findings())
        .extracting(finding -> finding.code())
        .contains("approvals-unreadable", "security")
        .doesNotContain("deploy-not-confirmed");
    inputs.put("approvals", "none: one person owns this shop");
    assertThat(deploy(server, database, inputs).report().findings())
        .extracting(finding -> finding.code())
        .containsExactly("security");
    inputs.put("database-url", server.url(database));
    assertThat(deploy(new Inputs(inputs, workspace, Optional.of(Set.of()))).report().findings())
        .extracting(finding -> finding.code())
        .contains("deploy-not-confirmed");
  }

  private Outcome deploy(PostgresServer server, String database, Map<String, String> more) {
    var inputs = new HashMap<>(more);
    inputs.put("database-url", server.url(database));
    return deploy(new Inputs(inputs, workspace));
  }

  private Outcome deploy(Inputs inputs) {
    var run = new Run("deploy", "ada", "shop/shop", "c0ffee", "refs/heads/main", "push", "", "", 1);
    return DeployAction.deploy(
        inputs, new StepContext(run, workspace, workspace, Log.SILENT, new Cancellation()));
  }

  private void file(String file, String sql) {
    try {
      var path = workspace.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, sql);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
