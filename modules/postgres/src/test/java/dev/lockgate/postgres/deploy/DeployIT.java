package dev.lockgate.postgres.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockgate.core.backup.Backup;
import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.deploy.Deploy;
import dev.lockgate.core.deploy.DeployOrder;
import dev.lockgate.core.deploy.SafetyBackup;
import dev.lockgate.core.deploy.SafetyBackupRule;
import dev.lockgate.core.report.Block;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.Run;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.audit.PostgresAudit;
import dev.lockgate.postgres.migrations.MigrationFolder;
import dev.lockgate.postgres.migrations.Migrations;
import dev.lockgate.postgres.migrations.Retry;
import dev.lockgate.testkit.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeployIT {
  private static final SafetyBackupRule WAIVED = new SafetyBackupRule.None("a test");

  @TempDir Path workspace;
  private PostgresServer server = PostgresServer.of(Major.V17);
  private String name = server.freshDatabase();
  private final Cancellation cancellation = new Cancellation();
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  @ParameterizedTest
  @EnumSource(
      value = Major.class,
      names = {"V14", "V17"})
  void an_empty_database_is_brought_to_the_newest_version_and_it_is_recorded(Major major) {
    server = PostgresServer.of(major);
    name = server.freshDatabase();
    file("V1__a.sql", "create table a (id int generated always as identity);");
    file("V2__b.sql", "create table b (i int); insert into b values (1);");

    var outcome = deploy().run();

    assertThat(outcome).isInstanceOf(Outcome.Passed.class);
    assertThat(outcome.report().title())
        .isEqualTo("Deployed 2 migrations to " + name + ": no version → version 2");
    assertThat(outcome.report().outputs())
        .containsEntry("from-version", "")
        .containsEntry("to-version", "2")
        .containsEntry("applied-count", "2")
        .containsEntry("audit-id", "2")
        .containsKey("duration-seconds")
        .doesNotContainKey("backup-id");
    assertThat(audit())
        .containsExactly(
            List.of("deploy", "started", "alice", "c0ffee", "", ""),
            List.of("deploy", "passed", "alice", "c0ffee", "", "2"));
    assertThat(text(outcome))
        .contains("c0ffee", "alice", "https://github.com/shop/shop/actions/runs/4711")
        .contains("waived by the workflow: a test")
        .contains("1: all of it was committed at once");
  }

  @Test
  void gates_are_shown_before_the_first_change() {
    file("V1__a.sql", "create table a (id int);");

    deploy().run();

    assertThat(log.indexOf("open:   history: the schema public is empty: everything is pending"))
        .isNotNegative()
        .isLessThan(log.indexOf("Running V1__a.sql"));
    assertThat(log).contains("1 pending, one commit point: all of them or none: V1 a");
  }

  @Test
  void a_second_deploy_has_nothing_to_do_and_takes_no_backup() {
    file("V1__a.sql", "create table a (id int);");
    deploy().run();

    var again = deploy(new SafetyBackupRule.Always(), DeployIT::never).run();

    assertThat(again).isInstanceOf(Outcome.Passed.class);
    assertThat(again.report().title()).isEqualTo("Nothing to deploy: " + name + " is at version 1");
    assertThat(text(again)).contains("not needed: nothing is pending");
    assertThat(audit()).hasSize(2);
  }

  @Test
  void without_its_safety_backup_nothing_is_changed() {
    file("V1__a.sql", "create table a (id int);");

    assertThatThrownBy(() ->
            deploy(
                    new SafetyBackupRule.Always(),
                    () -> {
                      throw new OutsideFailed("store-full", "no space", "Nothing was changed.");
                    })
                .run())
        .hasMessage("no space");

    assertThat(tables()).isEmpty();
  }

  @Test
  void a_database_with_tables_and_no_history_is_not_baselined_silently() {
    server.execute(name, "create table made_by_hand (i int)");
    file("V1__a.sql", "create table a (id int);");

    var outcome = deploy().run();

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Blocked.class, blocked -> assertThat(blocked.code()).isEqualTo("no-history"));
    assertThat(outcome.report().title())
        .isEqualTo("Blocked: a gate is closed; nothing was changed");
    assertThat(tables()).containsExactly("made_by_hand");
  }

  @Test
  void changed_missing_and_skipped_files_each_close_a_gate() throws IOException {
    file("V1__a.sql", "create table a (id int);");
    file("V2__b.sql", "create table b (id int);");
    file("V4__d.sql", "create table d (id int);");
    deploy().run();
    file("V1__a.sql", "create table a (id bigint);");
    Files.delete(workspace.resolve("migrations/V2__b.sql"));
    file("V3__c.sql", "create table c (id int);");
    file("V5__e.sql", "create table e (id int);");

    var outcome = deploy().run();

    assertThat(outcome).isInstanceOf(Outcome.Blocked.class);
    assertThat(outcome.report().title())
        .isEqualTo("Blocked: 3 gates are closed; nothing was changed");
    assertThat(outcome.report().findings())
        .extracting(finding -> finding.code())
        .containsExactly("migration-changed", "migration-file-missing", "migration-out-of-order");
    assertThat(text(outcome)).contains("migrations/V1__a.sql is not the text that was applied");
    assertThat(tables()).doesNotContain("e");
  }

  @Test
  void a_failed_row_in_the_history_closes_a_gate() {
    file("V1__a.sql", "create table a (i int); insert into a values (1), (1);");
    file("V2__u.sql", "create unique index concurrently u on a (i);");
    assertThatThrownBy(() -> deploy().run())
        .isInstanceOfSatisfying(StepFailure.class, f -> assertThat(f.exitCode()).isEqualTo(5));

    var outcome = deploy().run();

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Blocked.class,
            blocked -> assertThat(blocked.code()).isEqualTo("history-has-failed-row"));
    assertThat(audit()).last().isEqualTo(List.of("deploy", "half-way", "alice", "c0ffee", "", "1"));
  }

  @Test
  void a_failure_is_recorded_and_says_that_the_version_is_as_before() {
    file("V1__a.sql", "create table a (i int);");
    deploy().run();
    file("V2__b.sql", "create table b (i int);");
    file("V3__c.sql", "select 1 / 0;");

    assertThatThrownBy(() -> deploy().run())
        .isInstanceOfSatisfying(
            OutsideFailed.class,
            failure -> {
              assertThat(failure.code()).isEqualTo("migration-failed");
              assertThat(failure).hasMessageContaining("migrations/V3__c.sql:1");
              assertThat(failure.remedy()).contains("version 1, as before");
            });

    assertThat(tables()).containsExactly("a");
    assertThat(audit()).last().isEqualTo(List.of("deploy", "failed", "alice", "c0ffee", "1", "1"));
  }

  @Test
  void of_two_deployers_one_deploys_and_the_other_names_it() throws Exception {
    file("V1__a.sql", "create table a (i int); select pg_sleep(4);");

    try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = both.submit(() -> deploy().run());
      awaitLog("Running V1__a.sql");
      assertThatThrownBy(() -> deploy().run())
          .isInstanceOfSatisfying(
              OutsideFailed.class,
              failure -> {
                assertThat(failure.code()).isEqualTo("deploy-locked");
                assertThat(failure)
                    .hasMessageContaining("`lockgate: deploy by alice, run 4711` (pid ")
                    .hasMessageContaining("role postgres");
              });
      assertThat(first.get()).isInstanceOf(Outcome.Passed.class);
    }

    assertThat(server.value(name, "select count(*) from flyway_schema_history")).isEqualTo("1");
  }

  @Test
  void cancelled_in_the_middle_nothing_stays_and_the_lock_is_free() throws Exception {
    file("V1__a.sql", "create table a (i int);");
    deploy().run();
    file("V2__b.sql", "create table b (i int);");
    file("V3__c.sql", "select pg_sleep(60);");

    try (var running = Executors.newVirtualThreadPerTaskExecutor()) {
      var deploy = running.submit(() -> deploy().run());
      awaitLog("Running V3__c.sql");
      Thread.sleep(300);
      var began = System.nanoTime();
      cancellation.cancel();
      assertThatThrownBy(deploy::get)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOfSatisfying(
              OutsideFailed.class,
              failure -> {
                assertThat(failure.code()).isEqualTo("cancelled");
                assertThat(failure).hasMessageContaining("migrations/V3__c.sql:1");
                assertThat(failure.remedy())
                    .isEqualTo("Rolled back: the database is at version 1, as before.");
              });
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(6));
    }

    assertThat(tables()).containsExactly("a");
    assertThat(server.value(name, "select count(*) from pg_locks where locktype = 'advisory'"))
        .isEqualTo("0");
  }

  @Test
  void a_deploy_whose_lock_session_was_ended_stops_before_the_next_file() {
    file("V1__a.sql", "create table a (i int);");
    file(
        "V2__b.sql",
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name like"
            + " 'lockgate: deploy%'; select pg_sleep(0.5);");
    file("V3__c.sql", "create table c (i int);");

    assertThatThrownBy(() -> deploy().run())
        .isInstanceOfSatisfying(
            StepFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo("deploy-lock-lost");
              assertThat(failure.remedy()).startsWith("Rolled back: the database is at no version");
            });
    assertThat(tables()).isEmpty();
  }

  @Test
  void a_table_that_does_not_answer_fails_the_smoke_check() {
    file(
        "V1__a.sql",
        """
        create function broken(i int) returns boolean language plpgsql security definer
          as $$ begin raise exception 'row security is broken'; end $$;
        create table a (i int); insert into a values (1);
        alter table a enable row level security;
        alter table a force row level security;
        create policy p on a using (broken(i));
        create table fine (i int);
        """);
    server.execute(
        name,
        "drop role if exists smoker",
        "create role smoker login password 'p'",
        "grant create on schema public to smoker",
        "grant create on database " + name + " to smoker");

    var outcome = deploy(WAIVED, DeployIT::never, server.url(name, "smoker", "p")).run();

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Blocked.class,
            blocked -> assertThat(blocked.code()).isEqualTo("smoke-check-failed"));
    assertThat(outcome.report().title())
        .contains("Deployed 1 migration")
        .endsWith("but the smoke check failed: 1 problem");
    assertThat(text(outcome))
        .contains("public.a does not answer")
        .contains("row security is broken");
    assertThat(audit()).last().isEqualTo(List.of("deploy", "blocked", "alice", "c0ffee", "", "1"));
    server.execute(name, "drop owned by smoker cascade", "drop role smoker");
  }

  @Test
  void a_role_without_rights_reads_what_an_owner_has_to_run() {
    server.execute(
        name, "drop role if exists nobody_here", "create role nobody_here login password 'p'");
    file("V1__a.sql", "create table a (i int);");

    var outcome = deploy(WAIVED, DeployIT::never, server.url(name, "nobody_here", "p")).run();

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Blocked.class,
            blocked -> assertThat(blocked.code()).isEqualTo("missing-rights"));
    assertThat(text(outcome))
        .contains("grant usage, create on schema public to nobody_here;")
        .contains("create schema lockgate authorization nobody_here;");
    server.execute(name, "drop role nobody_here");
  }

  @Test
  void hostile_names_are_names_and_nothing_else() {
    server.execute(name, "create schema \"Robert'); drop table a;--\"");
    file(
        "V1__a.sql",
        """
        create table a (i int);
        create table "Robert'); drop table a;--"."or"" ders $x$" ("select" int);
        create table "ünï ☃\tcode" (i int);
        create sequence "Seq'; --";
        """);

    var outcome = deploy().run();

    assertThat(outcome).isInstanceOf(Outcome.Passed.class);
    assertThat(tables()).contains("a", "or\" ders $x$", "ünï ☃\tcode");
    assertThat(new PostgresAudit(database(server.url(name))).tampered()).isEmpty();
  }

  @Test
  void files_outside_a_transaction_are_announced_as_commit_points() {
    file("V1__a.sql", "create table a (i int);");
    file("V2__i.sql", "create index concurrently i on a (i);");

    var outcome = deploy().run();

    assertThat(log)
        .anyMatch(line -> line.startsWith("2 pending, 2 commit points: a failure leaves what"));
    assertThat(text(outcome)).contains("2: a file that must run outside a transaction was pending");
  }

  private static Backup.Taken never() {
    throw new AssertionError("no backup was asked for");
  }

  private Deploy deploy() {
    return deploy(WAIVED, DeployIT::never);
  }

  private Deploy deploy(SafetyBackupRule rule, Supplier<Backup.Taken> backup) {
    return deploy(rule, backup, server.url(name));
  }

  private Deploy deploy(SafetyBackupRule rule, Supplier<Backup.Taken> backup, String url) {
    var database = database(url);
    var audit = new PostgresAudit(database);
    var migrations =
        Migrations.of(MigrationFolder.open(workspace, ""), database, new Retry(1, Duration.ZERO));
    var target = new PostgresTarget(database, migrations, audit, cancellation);
    var clock = Clock.systemUTC();
    var parts =
        new Deploy.Parts(
            new SafetyBackup(rule, Optional.empty(), backup, clock),
            Optional.empty(),
            List.of(),
            _ -> "");
    return new Deploy(target, audit, DeployOrder.PLAIN, parts, clock, context());
  }

  private Database database(String url) {
    return new Database(
        DatabaseUrl.parse(url),
        new Database.Session(Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ZERO),
        cancellation);
  }

  private StepContext context() {
    var run =
        new Run(
            "deploy",
            "alice",
            "shop/shop",
            "c0ffee",
            "refs/heads/main",
            "push",
            "https://github.com/shop/shop/actions/runs/4711",
            "4711",
            1);
    return new StepContext(run, workspace, workspace, new Lines(), cancellation);
  }

  private final class Lines implements Log {
    @Override
    public void info(String line) {
      log.add(line);
    }

    @Override
    public void untrusted(String text) {
      log.add(text);
    }
  }

  private void awaitLog(String line) throws InterruptedException {
    for (int i = 0; i < 200 && !log.contains(line); i++) {
      Thread.sleep(50);
    }
    assertThat(log).contains(line);
  }

  private List<List<String>> audit() {
    return server.rows(
        name,
        "select step, outcome, actor, commit, from_version, to_version from lockgate.audit order by"
            + " id");
  }

  private List<String> tables() {
    return server
        .rows(
            name,
            "select relname from pg_class c join pg_namespace n on n.oid = relnamespace where"
                + " relkind = 'r' and nspname !~ '^(pg_|information_schema|lockgate)' and relname"
                + " <> 'flyway_schema_history' order by 1")
        .stream()
        .map(List::getFirst)
        .toList();
  }

  /** All that a reader of the summary sees. */
  private static String text(Outcome outcome) {
    var text = new StringBuilder();
    for (var block : outcome.report().blocks()) {
      text.append(block instanceof Block.Text(var words) ? words : block.toString()).append('\n');
    }
    return text.toString();
  }

  private void file(String file, String sql) {
    try {
      var path = workspace.resolve("migrations").resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, sql);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
