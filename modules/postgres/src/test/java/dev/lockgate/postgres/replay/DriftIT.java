package dev.lockgate.postgres.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.report.Block;
import dev.lockgate.core.report.Finding;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.Outcome.Blocked;
import dev.lockgate.core.step.Outcome.Passed;
import dev.lockgate.testkit.EachMajor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftIT {
  private static final String ORDERS =
      """
      create table orders (id bigint generated always as identity primary key, note text);
      create view open_orders as select id from orders;
      create function total(int) returns int language sql as 'select 1';
      """;

  @TempDir private Path workspace;

  @EachMajor
  void a_clean_deploy_shows_no_drift_and_a_change_by_hand_does(Major major) throws Exception {
    var target = Target.plain(major, workspace).file("V1__orders.sql", ORDERS).deploy();

    assertThat(target.drift()).isInstanceOf(Passed.class);
    target.byHand("alter table orders add column hotfix text");
    var outcome = target.drift();

    assertThat(outcome).isInstanceOf(Blocked.class);
    assertThat(((Blocked) outcome).code()).isEqualTo("drift");
    assertThat(outcome.report().title())
        .isEqualTo("Blocked: 1 table differs; no migration made that");
    assertThat(outcome.report().outputs())
        .containsEntry("drift-detected", "true")
        .containsEntry("drift-count", "1")
        .containsEntry("pending-count", "0");
    assertThat(headings(outcome)).contains("table public.orders differs");
  }

  @EachMajor
  void a_clean_deploy_by_a_role_that_is_no_superuser_shows_no_drift(Major major) throws Exception {
    var target = Target.withDeployer(major, workspace);
    target
        .byHand(
            "do $$ begin create role app_reader; exception when duplicate_object then null; end $$",
            "create schema extensions",
            "create extension citext schema extensions",
            "create extension pg_trgm schema extensions",
            "grant usage on schema extensions to public",
            "alter default privileges for role %s grant select on tables to app_reader"
                .formatted(target.deployer()),
            "create schema owned_by_another authorization app_reader",
            "grant usage, create on schema owned_by_another to " + target.deployer())
        .file("V1__orders.sql", ORDERS)
        .file(
            "V2__app.sql",
            """
            create schema app;
            create table app.customer (mail extensions.citext primary key);
            create table owned_by_another.t (a int);
            grant usage on schema app to app_reader;
            """)
        .file("R__view.sql", "create or replace view app.mails as select mail from app.customer")
        .deploy();

    var outcome = target.drift();

    assertThat(outcome.report().title())
        .isEqualTo("No drift: the schema is what the migrations lead to");
    assertThat(outcome.report().findings()).isEmpty();
  }

  @EachMajor
  void what_is_granted_by_hand_after_the_deploy_is_drift(Major major) throws Exception {
    var target = Target.withDeployer(major, workspace).file("V1__orders.sql", ORDERS).deploy();

    target.byHand(
        "do $$ begin create role app_reader; exception when duplicate_object then null; end $$",
        "grant create on schema public to app_reader",
        "create extension citext",
        "alter default privileges for role %s grant select on tables to app_reader"
            .formatted(target.deployer()));
    var outcome = target.drift();

    assertThat(headings(outcome))
        .contains(
            "schema public differs",
            "extension citext is only in the database",
            "default privilege of %s on tables to app_reader is only in the database"
                .formatted(target.deployer()));
  }

  @Test
  void a_database_without_a_history_cannot_have_drifted() throws Exception {
    var target = Target.plain(Major.V17, workspace).file("V1__orders.sql", ORDERS);

    assertThatThrownBy(target::drift)
        .isInstanceOfSatisfying(
            BadInputs.class,
            e -> {
              assertThat(e.code()).isEqualTo("no-history");
              assertThat(e).hasMessageContaining("has no Flyway history");
              assertThat(e.remedy()).startsWith("Nothing was changed.");
            });
  }

  @Test
  void pending_files_are_no_drift() throws Exception {
    var target = Target.plain(Major.V17, workspace).file("V1__orders.sql", ORDERS).deploy();
    target.file("V2__more.sql", "create table more (a int)");

    var outcome = target.drift();

    assertThat(outcome).isInstanceOf(Passed.class);
    assertThat(outcome.report().outputs()).containsEntry("pending-count", "1");
  }

  @Test
  void a_repeatable_file_that_was_changed_and_is_pending_is_no_drift() throws Exception {
    var target =
        Target.plain(Major.V17, workspace)
            .file("V1__orders.sql", ORDERS)
            .file("R__view.sql", "create or replace view v as select id from orders")
            .deploy();
    target.file("R__view.sql", "create or replace view v as select id, note from orders");

    var outcome = target.drift();

    assertThat(outcome).isInstanceOf(Passed.class);
    assertThat(outcome.report().blocks().toString()).contains("Not compared: view public.v");
  }

  @Test
  void files_that_were_changed_or_removed_are_told() throws Exception {
    var target =
        Target.plain(Major.V17, workspace)
            .file("V1__orders.sql", ORDERS)
            .file("V2__more.sql", "create table more (a int)")
            .deploy();
    target.file("V1__orders.sql", ORDERS + "-- a comment").remove("V2__more.sql");

    var outcome = target.drift();

    assertThat(outcome.report().findings())
        .extracting(Finding::code)
        .contains("history-file-changed", "history-file-missing", "drift");
    assertThat(headings(outcome)).contains("table public.more is only in the database");
  }

  @Test
  void a_history_that_began_with_a_baseline_is_compared_with_the_files_below_it() throws Exception {
    var target = Target.plain(Major.V17, workspace);
    target.byHand("create table old (a int)");
    target.byHand(
        """
        create table flyway_schema_history (installed_rank int primary key, version varchar(50),
          description varchar(200) not null, type varchar(20) not null, script varchar(1000) not null,
          checksum int, installed_by varchar(100) not null, installed_on timestamp not null default now(),
          execution_time int not null, success boolean not null)\
        """,
        "insert into flyway_schema_history values (1, '1', '<< Flyway Baseline >>', 'BASELINE',"
            + " '<< Flyway Baseline >>', null, 'postgres', now(), 0, true)");
    target.file("V2__more.sql", "create table more (a int)").deploy();

    var without = target.drift();
    target.file("V1__old.sql", "create table old (a int)");
    var with = target.drift();

    assertThat(without).isInstanceOf(Blocked.class);
    assertThat(((Blocked) without).code()).isEqualTo("drift-not-provable");
    assertThat(with).isInstanceOf(Passed.class);
    assertThat(with.report().blocks().toString()).contains("The history began with a baseline");
  }

  @Test
  void a_role_that_may_only_read_is_enough_and_the_target_stays_as_it_was() throws Exception {
    var target = Target.plain(Major.V17, workspace).file("V1__orders.sql", ORDERS).deploy();
    var reader = target.readBy("drift_reader");
    var before = reader.now(reader.state()).schema().digest();
    var history = reader.state().applied();

    var outcome = target.drift();

    assertThat(outcome).isInstanceOf(Passed.class);
    assertThat(reader.now(reader.state()).schema().digest()).isEqualTo(before);
    assertThat(reader.state().applied()).isEqualTo(history);
  }

  static List<String> headings(Outcome outcome) {
    return outcome.report().blocks().stream()
        .filter(Block.Heading.class::isInstance)
        .map(block -> ((Block.Heading) block).text())
        .toList();
  }
}
