package dev.lockgate.postgres.deploy;

import static dev.lockgate.postgres.deploy.DeployBench.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.deploy.SmokeExpectations;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.OutsideFailed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployGuardsIT {
  @TempDir Path workspace;
  private DeployBench bench;

  /** Another one in the long run. */
  Major major() {
    return Major.V17;
  }

  @BeforeEach
  void a_first_migration() {
    bench = new DeployBench(major(), workspace).file("V1__a.sql", "create table a (i int);");
  }

  @Test
  void the_first_deploy_stamps_the_database_and_another_environment_is_refused() {
    bench.environment("staging").deploy();

    var outcome = bench.file("V2__b.sql", "create table b (i int);").environment("test").deploy();

    assertThat(bench.value("select environment || ' ' || database from lockgate.identity"))
        .isEqualTo("staging " + bench.name);
    assertThat(
            bench.value(
                "select system_identifier = (select system_identifier::text from"
                    + " pg_control_system()) from lockgate.identity"))
        .isEqualTo("t");
    assertBlocked(outcome, "identity-differs");
    assertThat(text(outcome)).contains("stamped `staging`, and the workflow is for `test`");
    assertThat(bench.version()).isEqualTo("1");
  }

  @Test
  void a_copy_of_a_stamped_database_is_explained() {
    bench.environment("staging").deploy();
    var copy = new DeployBench(major(), workspace).environment("staging");
    bench.server.execute(
        "postgres",
        "drop database " + copy.name,
        "create database %s template %s".formatted(copy.name, bench.name));

    var outcome = copy.file("V2__b.sql", "create table b (i int);").deploy();

    assertBlocked(outcome, "identity-differs");
    assertThat(text(outcome))
        .contains("this is a copy: the stamp `staging` was written in the database `" + bench.name);
    copy.server.execute(copy.name, "delete from lockgate.identity");
    assertThat(copy.deploy()).isInstanceOf(Outcome.Passed.class);
  }

  @Test
  void production_is_not_touched_as_a_superuser_and_elsewhere_it_is_told() {
    assertThat(text(bench.deploy())).contains("the role `postgres` is a superuser");
    bench.file("V2__b.sql", "create table b (i int);");

    var outcome = bench.environment("production").deploy();

    assertBlocked(outcome, "security");
    assertThat(bench.version()).isEqualTo("1");
  }

  @Test
  void a_deployer_without_more_rights_than_it_needs_passes_in_production() {
    bench.server.execute(
        bench.name,
        "drop role if exists plain_deployer",
        "create role plain_deployer login password 'p' connection limit 20",
        "revoke create on schema public from public", // which 14 gives to everybody
        "grant create on schema public to plain_deployer",
        "grant create on database " + bench.name + " to plain_deployer");
    bench.url = bench.server.url(bench.name, "plain_deployer", "p");

    var outcome = bench.environment("production").deploy();

    assertThat(outcome).isInstanceOf(Outcome.Passed.class);
    assertThat(text(outcome)).contains("encrypted or local, no superuser");
    bench.server.execute(
        bench.name, "drop owned by plain_deployer cascade", "drop role plain_deployer");
  }

  @Test
  void a_changed_file_is_compared_by_what_it_does() {
    bench.deploy();

    var cosmetic = bench.file("V1__a.sql", "-- licence\nCREATE TABLE a(i  INT);\n").deploy();
    var repair = text(cosmetic).replaceAll("(?s).*`(update [^`]*)`.*", "$1");
    var other = bench.file("V1__a.sql", "create table a (i bigint);").deploy();

    assertBlocked(cosmetic, "migration-changed");
    assertThat(text(cosmetic)).contains("only comments, white space or the case of words differ");
    assertBlocked(other, "migration-changed");
    assertThat(text(other))
        .contains("- create table a (i int)")
        .contains("+ create table a (i bigint)")
        .doesNotContain("update \"public\"");
    bench.file("V1__a.sql", "-- licence\nCREATE TABLE a(i  INT);\n");
    bench.server.execute(bench.name, repair);
    assertThat(bench.deploy()).isInstanceOf(Outcome.Passed.class);
  }

  @Test
  void a_newer_application_is_blocked_and_a_bypass_is_recorded_with_its_reason() {
    assertBlocked(bench.application("2", "").deploy(), "schema-version");

    var outcome = bench.application("2", "INC-7").deploy();

    assertThat(outcome).isInstanceOf(Outcome.Passed.class);
    assertThat(
            bench.value(
                "select details->>'schema-guard-bypass' from lockgate.audit order by id"
                    + " desc limit 1"))
        .isEqualTo("INC-7");
  }

  @Test
  void a_seed_runs_after_the_migrations_all_of_it_or_none() {
    bench.seed(false, "insert into a values (1); insert into a values (2);").deploy();
    assertThat(bench.value("select count(*) from a")).isEqualTo("2");

    assertThatThrownBy(() -> bench.seed(false, "insert into a values (3);\nselect 1 / 0;").deploy())
        .isInstanceOfSatisfying(
            OutsideFailed.class,
            failure -> {
              assertThat(failure.code()).isEqualTo("seed-failed");
              assertThat(failure)
                  .hasMessageContaining("db/seed.sql:2")
                  .hasMessageContaining("22012");
            });
    assertThat(bench.value("select count(*) from a")).isEqualTo("2");
  }

  @Test
  void production_is_seeded_only_with_a_second_word_and_everybody_hears_of_it() {
    bench.server.execute(
        bench.name,
        "drop role if exists seeder",
        "create role seeder login password 'p' connection limit 20",
        "grant create on schema public to seeder",
        "grant create on database " + bench.name + " to seeder");
    bench.url = bench.server.url(bench.name, "seeder", "p");
    bench.environment("production");

    assertBlocked(bench.seed(false, "insert into a values (1);").deploy(), "seed-guard");
    var outcome = bench.seed(true, "insert into a values (1);").deploy();

    assertThat(outcome.report().findings())
        .extracting(finding -> finding.code())
        .contains("seeded-production");
    assertThat(bench.value("select count(*) from a")).isEqualTo("1");
    bench.server.execute(bench.name, "drop owned by seeder cascade", "drop role seeder");
  }

  @Test
  void the_smoke_check_looks_at_all_that_is_expected() {
    bench.file("V1__a.sql", "create table a (i int); insert into a values (1), (2);");

    var good =
        bench
            .expecting(
                new SmokeExpectations(
                    Map.of("a", 2L),
                    Map.of("plpgsql", "1"),
                    Map.of("no negative", "select count(*) = 0 from a where i < 0"),
                    List.of()))
            .deploy();
    var bad =
        bench
            .expecting(
                new SmokeExpectations(
                    Map.of("public.a", 3L),
                    Map.of("plpgsql", "2", "postgis", ""),
                    Map.of("no two", "select count(*) = 0 from a where i = 2", "odd", "selec"),
                    List.of()))
            .deploy();

    assertThat(good).isInstanceOf(Outcome.Passed.class);
    assertThat(text(good))
        .contains("a has at least 2 rows", "extension plpgsql is at 1.0", "no negative is true")
        .contains("about ");
    assertBlocked(bad, "smoke-check-failed");
    assertThat(text(bad))
        .contains("public.a has 2 rows, expected at least 3.")
        .contains("The extension plpgsql is at 1.0, expected 2.")
        .contains("The extension postgis is not installed.")
        .contains("no two answered false, expected true.")
        .contains("odd cannot be asked for");
  }

  @Test
  void a_lock_held_for_a_moment_is_waited_for_by_trying_again() throws Exception {
    bench.deploy();
    bench.file("V2__b.sql", "create table b (i int); alter table a add j int;");
    bench.retry = new dev.lockgate.postgres.migrations.Retry(4, java.time.Duration.ofMillis(100));

    Outcome outcome;
    try (var reader = bench.server.connect(bench.name);
        var statement = reader.createStatement();
        var running = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      statement.execute("set application_name = 'nightly report'");
      reader.setAutoCommit(false);
      statement.execute("select * from a");
      var deploy = running.submit(bench::deploy);
      bench.await("try 1 of 4");
      reader.rollback();
      outcome = deploy.get();
    }

    assertThat(outcome).isInstanceOf(Outcome.Passed.class);
    assertThat(bench.log).anyMatch(line -> line.contains("nightly report"));
    assertThat(bench.version()).isEqualTo("2");
  }

  @Test
  void an_index_that_was_built_and_not_recorded_is_told_exactly() {
    bench.deploy();
    bench.server.execute(bench.name, "create index a_i on a (i)");

    var outcome = bench.file("V2__i.sql", "create index concurrently a_i on a (i);").deploy();

    assertBlocked(outcome, "index-not-recorded");
    assertThat(text(outcome))
        .contains("public.a_i is there, valid and in use, and no row of the history says so")
        .contains("drop index concurrently public.a_i;");
    bench.file("V2__i.sql", "create index concurrently if not exists a_i on a (i);");
    assertThat(bench.deploy()).isInstanceOf(Outcome.Passed.class);
  }

  @Test
  void an_index_left_invalid_by_a_build_that_was_cut_off_is_built_again() {
    bench.file("V1__a.sql", "create table a (i int); insert into a values (1), (1);").deploy();
    assertThatThrownBy(
            () -> bench.server.execute(bench.name, "create unique index concurrently a_u on a (i)"))
        .hasMessageContaining("a_u");
    bench.server.execute(bench.name, "delete from a");

    var outcome =
        bench.file("V2__u.sql", "create unique index concurrently a_u on a (i);").deploy();

    assertThat(outcome).isInstanceOf(Outcome.Passed.class);
    assertThat(text(outcome)).contains("dropped before its file runs: public.a_u");
    assertThat(bench.value("select indisvalid from pg_index where indexrelid = 'a_u'::regclass"))
        .isEqualTo("t");
  }

  private static void assertBlocked(Outcome outcome, String code) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Blocked.class, blocked -> assertThat(blocked.code()).isEqualTo(code));
  }
}
