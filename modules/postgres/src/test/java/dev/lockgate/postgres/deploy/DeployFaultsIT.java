package dev.lockgate.postgres.deploy;

import static dev.lockgate.postgres.deploy.DeployBench.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.HalfWay;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.testkit.CuttingProxy.When;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployFaultsIT {
  @TempDir Path workspace;

  /** Another one in the long run. */
  Major major() {
    return Major.V17;
  }

  @Test
  void killed_between_two_statements_of_a_group_nothing_stays_and_the_next_run_does_it_all() {
    var bench = group();

    bench.killedAt("V2__b.sql: statement 1 of 2");

    assertThat(bench.tables()).isEmpty();
    assertThat(bench.deploy()).isInstanceOf(Outcome.Passed.class);
    assertThat(bench.version()).isEqualTo("3");
  }

  @Test
  void killed_between_a_concurrent_index_and_its_record_the_next_run_says_exactly_that() {
    var bench =
        new DeployBench(major(), workspace)
            .file("V1__a.sql", "create table a (i int);")
            .file("V2__i.sql", "create index concurrently a_i on a (i);");

    bench.killedAt("Ran V2__i.sql");

    assertThat(bench.version()).isEqualTo("1");
    assertThat(text(bench.deploy()))
        .contains("public.a_i is there, valid and in use, and no row of the history says so");
    bench.server.execute(bench.name, "drop index concurrently public.a_i");
    assertThat(bench.deploy()).isInstanceOf(Outcome.Passed.class);
    assertThat(bench.version()).isEqualTo("2");
  }

  @Test
  void a_concurrent_index_that_fails_half_way_is_told_and_what_came_before_it_stays() {
    var bench =
        new DeployBench(major(), workspace)
            .file("V1__a.sql", "create table a (i int); insert into a values (1), (1);")
            .file("V2__u.sql", "create unique index concurrently a_u on a (i);");

    assertThatThrownBy(bench::deploy)
        .isInstanceOf(HalfWay.class)
        .hasMessageContaining("Invalid indexes: public.a_u");

    assertThat(bench.version()).isEqualTo("1");
    assertThat(bench.deploy()).isInstanceOf(Outcome.Blocked.class);
    bench.server.execute(
        bench.name,
        "drop index concurrently public.a_u",
        "delete from flyway_schema_history where not success",
        "delete from a");
    assertThat(bench.deploy()).isInstanceOf(Outcome.Passed.class);
    assertThat(bench.version()).isEqualTo("2");
  }

  @Test
  void a_connection_cut_before_the_commit_arrives_leaves_nothing_and_the_message_says_so()
      throws IOException {
    var bench = group();
    try (var proxy = bench.through(When.BEFORE_THE_SERVER_GETS_IT, "create table c")) {
      assertThatThrownBy(bench::deploy)
          .isInstanceOfSatisfying(
              StepFailure.class,
              failure ->
                  assertThat(failure.remedy())
                      .startsWith("Rolled back: the database is at no version yet, as before."));
      assertThat(proxy.hasCut()).isTrue();
    }
    assertThat(bench.tables()).isEmpty();
  }

  @Test
  void a_commit_whose_reply_is_lost_is_found_to_be_done() throws IOException {
    var bench = group();
    try (var proxy = bench.through(When.BEFORE_THE_CLIENT_HEARS_OF_IT, "create table c")) {
      var outcome = bench.deploy();

      assertThat(proxy.hasCut()).isTrue();
      assertThat(outcome).isInstanceOf(Outcome.Passed.class);
      assertThat(outcome.report().outputs())
          .containsEntry("to-version", "3")
          .containsEntry("applied-count", "3");
    }
    assertThat(bench.tables()).containsExactly("a", "b", "c");
    assertThat(bench.value("select count(*) from lockgate.audit where outcome = 'passed'"))
        .isEqualTo("1");
  }

  @Test
  void a_server_that_is_gone_for_good_leaves_one_question_and_the_way_to_answer_it()
      throws IOException {
    var bench = group();
    try (var proxy = bench.through(When.FOR_GOOD, "create table c")) {
      assertThatThrownBy(bench::deploy)
          .isInstanceOfSatisfying(
              StepFailure.class,
              failure -> {
                assertThat(failure.code()).isEqualTo("deploy-unknown");
                assertThat(failure.remedy())
                    .startsWith("It is wholly at no version or wholly at version 3.");
              });
      assertThat(proxy.hasCut()).isTrue();
    }
    bench.url = bench.server.url(bench.name);
    assertThat(bench.deploy()).isInstanceOf(Outcome.Passed.class);
    assertThat(bench.version()).isEqualTo("3");
  }

  @Test
  void a_server_that_is_gone_after_the_last_commit_leaves_what_was_applied_and_the_message_says_so()
      throws IOException {
    var bench = group();
    try (var proxy = bench.through(When.BY_HAND, "")) {
      bench.watcher =
          line -> {
            if (line.startsWith("The database is at version 3; looking")) {
              proxy.kill();
            }
          };
      assertThatThrownBy(bench::deploy)
          .isInstanceOfSatisfying(
              StepFailure.class,
              failure ->
                  assertThat(failure.remedy())
                      .startsWith("The migrations are applied, the last of them V3__c.sql; only")
                      .doesNotContain("Nothing was changed"));
    }
    assertThat(bench.version()).isEqualTo("3");
  }

  @Test
  void a_history_that_was_tampered_with_closes_a_gate() {
    var bench = group();
    bench.deploy();
    bench.server.execute(
        bench.name,
        "delete from flyway_schema_history where version = '2'",
        "update flyway_schema_history set checksum = 7 where version = '1'");

    var outcome = bench.file("V4__d.sql", "create table d (i int);").deploy();

    assertThat(outcome).isInstanceOf(Outcome.Blocked.class);
    assertThat(outcome.report().findings())
        .extracting(finding -> finding.code())
        .contains("migration-changed", "migration-out-of-order");
    assertThat(bench.tables()).containsExactly("a", "b", "c");
  }

  @Test
  void a_history_that_changes_after_the_gates_stops_the_deploy_before_the_first_file() {
    var bench = group();
    bench.deploy();
    bench.file("V4__d.sql", "create table d (i int);").watcher =
        line -> {
          if (line.startsWith("Behind this deploy")) {
            bench.server.execute(
                bench.name, "update flyway_schema_history set checksum = 7 where version = '1'");
          }
        };

    assertThatThrownBy(bench::deploy)
        .isInstanceOfSatisfying(
            StepFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo("history-changed");
              assertThat(failure.remedy()).startsWith("No migration ran.");
            });
    assertThat(bench.tables()).containsExactly("a", "b", "c");
    assertThat(bench.value("select outcome from lockgate.audit order by id desc limit 1"))
        .isEqualTo("failed");
  }

  @Test
  void a_file_replaced_by_a_symbolic_link_is_refused_before_a_connection_is_opened()
      throws IOException {
    var bench = group();
    var file = workspace.resolve("migrations/V3__c.sql");
    var elsewhere = Files.move(file, workspace.resolve("c.sql"));
    Files.createSymbolicLink(file, elsewhere);

    assertThatThrownBy(bench::deploy)
        .isInstanceOfSatisfying(
            BadInputs.class,
            failure -> assertThat(failure.code()).isEqualTo("migrations-not-regular"));
    assertThat(bench.tables()).isEmpty();
  }

  @Test
  void a_clock_that_runs_backwards_changes_nothing_but_the_times_that_are_told() {
    var bench = group();
    bench.clock = new Backwards();

    var outcome = bench.deploy();

    assertThat(outcome).isInstanceOf(Outcome.Passed.class);
    assertThat(outcome.report().outputs().get("duration-seconds")).doesNotStartWith("-");
    bench.clock = Clock.fixed(Instant.parse("1999-12-31T23:59:59Z"), ZoneOffset.UTC);
    bench.file("V4__d.sql", "create table d (i int);");
    assertThat(bench.deploy()).isInstanceOf(Outcome.Passed.class);
    assertThat(new dev.lockgate.postgres.audit.PostgresAudit(bench.database()).tampered())
        .isEmpty();
  }

  private DeployBench group() {
    return new DeployBench(major(), workspace)
        .file("V1__a.sql", "create table a (i int);")
        .file("V2__b.sql", "create table b (i int); insert into b values (1);")
        .file("V3__c.sql", "create table c (i int);");
  }

  /** An hour earlier whenever it is asked. */
  private static final class Backwards extends Clock {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    @Override
    public Instant instant() {
      now = now.minusSeconds(3600);
      return now;
    }

    @Override
    public java.time.ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }
}
