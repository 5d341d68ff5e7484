package dev.lockgate.postgres.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.migration.AppliedMigration;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.migration.Progress;
import dev.lockgate.core.migration.Ran;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.HalfWay;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.postgres.Database;
import dev.lockgate.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsIT {
  private static final PostgresServer SERVER = PostgresServer.of(Major.V17);

  @TempDir Path workspace;
  private final String name = SERVER.freshDatabase();

  @Test
  void everything_is_pending_on_an_empty_database_and_nothing_after_it_ran() {
    file("V1__customers.sql", "create table customers (id int primary key);");
    file("V2_1__orders.sql", "create table orders (id int, customer int references customers);");
    file("R__overview.sql", "create or replace view overview as select count(*) from customers;");

    var before = migrations().state();
    var ran = migrations().migrate(Progress.SILENT);
    var after = migrations().state();

    assertThat(before.hasHistory()).isFalse();
    assertThat(before.empty()).isTrue();
    assertThat(before.pending())
        .extracting(MigrationFile::label)
        .containsExactly("V1 customers", "V2.1 orders", "R overview");
    assertThat(before.commitPoints()).isEqualTo(1);
    assertThat(ran).extracting(Ran::file).isEqualTo(before.pending());
    assertThat(after.pending()).isEmpty();
    assertThat(after.version()).isEqualTo("2.1");
    assertThat(after.applied())
        .extracting(AppliedMigration::script)
        .containsExactly("V1__customers.sql", "V2_1__orders.sql", "R__overview.sql");
    assertThat(after.applied()).allMatch(AppliedMigration::success);
  }

  @Test
  void reading_the_state_changes_nothing() {
    file("V1__a.sql", "create table a (i int);");

    migrations().state();

    assertThat(
            SERVER.rows(
                name, "select relname from pg_class where relnamespace = 'public'::regnamespace"))
        .isEmpty();
  }

  @Test
  void a_changed_repeatable_file_is_pending_again_and_a_changed_versioned_file_is_told() {
    file("V1__a.sql", "create table a (i int);");
    file("R__v.sql", "create or replace view v as select 1 as one;");
    migrations().migrate(Progress.SILENT);
    file("V1__a.sql", "create table a (i bigint);");
    file("R__v.sql", "create or replace view v as select 2 as one;");

    var state = migrations().state();

    assertThat(state.pending()).extracting(MigrationFile::label).containsExactly("R v");
    assertThat(state.changed())
        .singleElement()
        .satisfies(changed -> {
          assertThat(changed.file().label()).isEqualTo("V1 a");
          assertThat(changed.applied().checksum()).isNotEmpty();
          assertThat(changed.applied().checksum().getAsInt()).isNotEqualTo(changed.checksum());
        });
  }

  @Test
  void a_missing_file_and_one_below_the_current_version_are_told() throws IOException {
    file("V1__a.sql", "create table a (i int);");
    file("V3__c.sql", "create table c (i int);");
    migrations().migrate(Progress.SILENT);
    Files.delete(workspace.resolve("migrations/V1__a.sql"));
    file("V2__b.sql", "create table b (i int);");

    var state = migrations().state();

    assertThat(state.missing()).extracting(AppliedMigration::label).containsExactly("V1 a");
    assertThat(state.outOfOrder()).extracting(MigrationFile::label).containsExactly("V2 b");
    assertThat(state.pending()).isEmpty();
  }

  @Test
  void tables_without_a_history_are_told() {
    SERVER.execute(name, "create table made_by_hand (i int)");
    file("V1__a.sql", "create table a (i int);");

    var state = migrations().state();

    assertThat(state.hasHistory()).isFalse();
    assertThat(state.empty()).isFalse();
  }

  @Test
  void when_the_third_file_fails_none_of_the_group_stays() {
    file("V1__a.sql", "create table a (i int);");
    file("V2__b.sql", "create table b (i int);");
    file("V3__c.sql", "create table c (i int);\n-- now\nselect\n  1 / nothing;");

    assertThatThrownBy(() -> migrations().migrate(Progress.SILENT))
        .isInstanceOfSatisfying(
            OutsideFailed.class,
            failure -> {
              assertThat(failure.code()).isEqualTo("migration-failed");
              assertThat(failure)
                  .hasMessageContaining("`migrations/V3__c.sql:4` (statement 2 of 2) failed")
                  .hasMessageContaining("column \"nothing\" does not exist");
              assertThat(failure.remedy())
                  .startsWith("Rolled back: the database is at no version yet, as before.");
            });
    assertThat(SERVER.rows(name, "select relname from pg_class where relname in ('a', 'b', 'c')"))
        .isEmpty();
    assertThat(migrations().state().pending()).hasSize(3);
  }

  @Test
  void a_commit_that_fails_leaves_no_row_in_the_history() {
    file("V1__a.sql", "create table a (i int primary key);");
    migrations().migrate(Progress.SILENT);
    file(
        "V2__b.sql",
        """
        create table b (i int references a deferrable initially deferred);
        insert into b values (7);
        """);

    assertThatThrownBy(() -> migrations().migrate(Progress.SILENT))
        .hasMessageContaining("`migrations/V2__b.sql` (at its commit) failed")
        .isInstanceOfSatisfying(
            OutsideFailed.class,
            failure ->
                assertThat(failure.remedy())
                    .startsWith("Rolled back: the database is at version 1, as before."));
    assertThat(migrations().state().version()).isEqualTo("1");
  }

  @Test
  void concurrent_statements_run_outside_a_transaction_and_do_not_hang() {
    file("V1__a.sql", "create table a (i int); insert into a select generate_series(1, 1000);");
    file(
        "V2__i.sql",
        "create index concurrently a_i on a (i);\ncreate index concurrently a_j on a (i);");
    file("V3__r.sql", "reindex index concurrently a_i;");
    file("V4__s.sql", "set lock_timeout = 0; drop index concurrently a_j;");
    file("V5__b.sql", "create table b (i int);");

    var before = migrations().state();
    var ran = migrations().migrate(Progress.SILENT);

    assertThat(before.commitPoints()).isEqualTo(5);
    assertThat(ran).hasSize(5);
    assertThat(
            SERVER.value(
                name, "select indisvalid from pg_index where indexrelid = 'a_i'::regclass"))
        .isEqualTo("t");
    assertThat(migrations().state().version()).isEqualTo("5");
  }

  @Test
  void a_concurrent_index_that_fails_is_told_with_the_commands_that_reconcile() {
    file("V1__a.sql", "create table a (i int); insert into a values (1), (1);");
    file("V2__u.sql", "create unique index concurrently a_u on a (i);");

    assertThatThrownBy(() -> migrations().migrate(Progress.SILENT))
        .isInstanceOfSatisfying(
            HalfWay.class,
            failure -> {
              assertThat(failure.code()).isEqualTo("migration-half-applied");
              assertThat(failure).hasMessageContaining("Invalid indexes: public.a_u");
              assertThat(failure.remedy())
                  .contains("drop index concurrently public.a_u;")
                  .contains(
                      "delete from \"public\".flyway_schema_history where installed_rank = 2 and"
                          + " not success;");
            });
    assertThat(migrations().state().failed()).hasSize(1);
  }

  @Test
  void the_named_commands_let_the_file_run_again() {
    file("V1__a.sql", "create table a (i int); insert into a values (1), (1);");
    file("V2__u.sql", "create unique index concurrently a_u on a (i);");
    assertThatThrownBy(() -> migrations().migrate(Progress.SILENT)).isInstanceOf(HalfWay.class);

    SERVER.execute(
        name,
        "drop index concurrently public.a_u",
        "delete from \"public\".flyway_schema_history where installed_rank = 2 and not success",
        "delete from a");

    assertThat(migrations().migrate(Progress.SILENT)).hasSize(1);
    assertThat(migrations().state().failed()).isEmpty();
  }

  @Test
  void a_lock_held_by_another_session_ends_the_run_in_time_and_names_the_holder() throws Exception {
    file("V1__a.sql", "create table a (i int);");
    migrations().migrate(Progress.SILENT);
    file("V2__b.sql", "alter table a add j int;");

    try (var reader = SERVER.connect(name);
        var statement = reader.createStatement()) {
      statement.execute("set application_name = 'nightly report'");
      reader.setAutoCommit(false);
      statement.execute("select * from a");

      assertThatThrownBy(() -> migrations().migrate(Progress.SILENT))
          .isInstanceOfSatisfying(
              OutsideFailed.class,
              failure -> {
                assertThat(failure.code()).isEqualTo("lock-timeout");
                assertThat(failure).hasMessageContaining("nightly report");
                assertThat(failure.remedy()).contains("the database is at version 1, as before");
              });
      reader.rollback();
    }

    assertThat(migrations().migrate(Progress.SILENT)).hasSize(1);
  }

  @Test
  void a_file_that_switches_the_lock_timeout_off_does_not_do_so_for_the_next() {
    file("V1__a.sql", "create table a (i int); set lock_timeout = 0;");
    file("V2__b.sql", "create table settings as select current_setting('lock_timeout') as lock;");

    migrations().migrate(Progress.SILENT);

    assertThat(SERVER.value(name, "select lock from settings")).isEqualTo("1s");
  }

  @Test
  void a_statement_that_runs_too_long_is_ended() {
    file("V1__a.sql", "select pg_sleep(30);");

    assertThatThrownBy(() -> migrations(Duration.ofMillis(300)).migrate(Progress.SILENT))
        .isInstanceOfSatisfying(
            OutsideFailed.class,
            failure -> assertThat(failure.code()).isEqualTo("statement-timeout"));
  }

  @Test
  void what_the_history_says_is_replayed_in_its_order() {
    file("V1__a.sql", "create table a (i int);");
    file("R__v.sql", "create or replace view v as select i from a;");
    migrations().migrate(Progress.SILENT);
    file("V2__w.sql", "create view w as select * from v;");
    migrations().migrate(Progress.SILENT);
    file("V3__never.sql", "create table never (i int);");
    var shadow = database(SERVER.freshDatabase(), Duration.ZERO);

    var inexact = migrations().replay(migrations().state(), shadow);

    assertThat(inexact).isEmpty();
    assertThat(Migrations.of(folder(), shadow).state())
        .extracting(MigrationState::version, state -> state.pending().size())
        .containsExactly("2", 1);
  }

  @Test
  void what_cannot_be_replayed_is_named() throws IOException {
    file("V1__a.sql", "create table a (i int);");
    file("V2__b.sql", "create table b (i int);");
    file("R__v.sql", "create or replace view v as select 1 as one;");
    migrations().migrate(Progress.SILENT);
    Files.delete(workspace.resolve("migrations/V2__b.sql"));
    file("R__v.sql", "create or replace view v as select 2 as one;");

    var inexact =
        migrations().replay(migrations().state(), database(SERVER.freshDatabase(), Duration.ZERO));

    assertThat(inexact).extracting(AppliedMigration::label).containsExactly("V2 b", "R v");
  }

  private void file(String file, String sql) {
    try {
      var path = workspace.resolve("migrations").resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, sql);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private MigrationFolder folder() {
    return MigrationFolder.open(workspace, "migrations");
  }

  private Migrations migrations() {
    return migrations(Duration.ZERO);
  }

  private Migrations migrations(Duration statement) {
    return Migrations.of(folder(), database(name, statement), Retry.NONE);
  }

  private static Database database(String name, Duration statement) {
    return new Database(
        DatabaseUrl.parse(SERVER.url(name)),
        new Database.Session(Duration.ofMinutes(1), Duration.ofSeconds(1), statement),
        new Cancellation());
  }
}
