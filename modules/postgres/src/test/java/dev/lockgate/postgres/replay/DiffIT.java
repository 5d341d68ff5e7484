package dev.lockgate.postgres.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.diff.Diff;
import dev.lockgate.core.hazard.FailOn;
import dev.lockgate.core.hazard.Hazard;
import dev.lockgate.core.hazard.HazardClass;
import dev.lockgate.core.policy.EnvironmentPolicy;
import dev.lockgate.core.policy.FoundPolicy;
import dev.lockgate.core.policy.HazardPolicy;
import dev.lockgate.core.policy.HazardPolicy.Rule;
import dev.lockgate.core.policy.HazardPolicy.Size;
import dev.lockgate.core.policy.HazardPolicy.Verdict;
import dev.lockgate.core.policy.Policy;
import dev.lockgate.core.report.Block;
import dev.lockgate.core.report.Finding;
import dev.lockgate.core.report.Finding.Location;
import dev.lockgate.core.step.Outcome.Blocked;
import dev.lockgate.core.step.Outcome.Passed;
import dev.lockgate.testkit.EachMajor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffIT {
  private static final String ORDERS =
      "create table orders (id int primary key, note text);\ncreate table other (a int);\n";

  @TempDir private Path workspace;

  @EachMajor
  void on_an_empty_target_everything_is_pending(Major major) throws Exception {
    var target =
        Target.withDeployer(major, workspace)
            .file("V1__orders.sql", ORDERS)
            .file("R__view.sql", "create or replace view v as select id from orders");

    var outcome = target.diff();

    assertThat(outcome).isInstanceOf(Passed.class);
    assertThat(outcome.report().title())
        .isEqualTo("2 migrations pending: 2 tables are created, 1 view is created");
    assertThat(outcome.report().outputs())
        .containsEntry("pending-count", "2")
        .containsEntry("target", "database");
    assertThat(outcome.report().blocks())
        .contains(new Block.Sql("db/migration/V1__orders.sql", ORDERS));
  }

  @EachMajor
  void on_a_half_migrated_target_only_the_rest_is_shown(Major major) throws Exception {
    var target = Target.withDeployer(major, workspace).file("V1__orders.sql", ORDERS).deploy();
    target.file(
        "V2__note.sql",
        """
        alter table orders alter column note type varchar(80), add column paid boolean not null default false;
        drop table other;
        create index orders_note on orders (note);
        """);

    var outcome = target.diff();

    assertThat(outcome.report().title())
        .isEqualTo("1 migration pending: 1 table changes, 1 table is dropped");
    assertThat(DriftIT.headings(outcome))
        .contains("table public.orders changes", "table public.other is dropped");
    assertThat(outcome.report().blocks().toString())
        .contains("column public.orders.note, type, text, character varying(80)")
        .contains("orders_note");
  }

  @Test
  void nothing_pending_is_said_in_words_and_starts_no_shadow() throws Exception {
    var target = Target.plain(Major.V17, workspace).file("V1__orders.sql", ORDERS).deploy();

    assertThat(target.diff().report().title())
        .isEqualTo("Nothing to deploy: no migration is pending");
  }

  @Test
  void a_migration_that_fails_is_named_with_its_line() throws Exception {
    var target = Target.plain(Major.V17, workspace).file("V1__orders.sql", ORDERS).deploy();
    target.file("V2__bad.sql", "select 1;\n\nalter table missing add a int;\n");

    var outcome = target.diff();

    assertThat(outcome).isInstanceOf(Blocked.class);
    assertThat(((Blocked) outcome).code()).isEqualTo("migration-fails");
    assertThat(outcome.report().findings())
        .extracting(Finding::location)
        .containsExactly(new Location("db/migration/V2__bad.sql", 3));
    assertThat(outcome.report().findings().getFirst().message())
        .contains("relation \"missing\" does not exist");
  }

  @Test
  void a_grave_hazard_blocks_and_is_shown_at_its_line_with_its_lock_and_size() throws Exception {
    var target = Target.plain(Major.V17, workspace).file("V1__orders.sql", ORDERS).deploy();
    target
        .byHand(
            "insert into orders select g, 'n' from generate_series(1, 20000) g", "analyze orders")
        .file("V2__drop.sql", "select 1;\nalter table orders drop column note;\n");

    var outcome = target.diff();

    assertThat(outcome).isInstanceOf(Blocked.class);
    assertThat(((Blocked) outcome).code()).isEqualTo("hazard");
    assertThat(outcome.report().title())
        .isEqualTo(
            "Blocked: 1 migration pending, with 1 hazard that nobody accepted (drops-column)");
    assertThat(outcome.report().findings())
        .filteredOn(finding -> finding.code().equals("drops-column"))
        .extracting(Finding::location)
        .containsExactly(new Location("db/migration/V2__drop.sql", 2));
    var drop =
        target.hazards().stream()
            .filter(hazard -> hazard.kind() == HazardClass.DROPS_COLUMN)
            .findFirst()
            .orElseThrow();
    assertThat(drop.evidence().lock()).isEqualTo("ACCESS EXCLUSIVE");
    assertThat(drop.evidence().weight().orElseThrow().rows()).isGreaterThanOrEqualTo(20_000);
    assertThat(outcome.report().outputs())
        .containsEntry("highest-hazard", "high")
        .containsEntry("plan-path", "plan.json")
        .containsKey("plan-digest");
  }

  @Test
  void a_hazard_that_its_author_accepts_is_listed_for_the_approver_and_does_not_block()
      throws Exception {
    var target = Target.plain(Major.V17, workspace).file("V1__orders.sql", ORDERS).deploy();
    target
        .byHand("insert into orders values (1, 'n')", "analyze orders")
        .file(
            "V2__drop.sql",
            """
            -- lockgate: accept drops-column because nobody reads it since V1
            alter table orders drop column note;
            -- lockgate: accept drops-table
            select 1;
            """);

    var outcome = target.diff();

    assertThat(outcome).isInstanceOf(Passed.class);
    assertThat(outcome.report().blocks().toString())
        .contains("Accepted by the author")
        .contains("nobody reads it since V1");
    assertThat(outcome.report().findings())
        .extracting(Finding::code, Finding::location)
        .containsExactly(tuple("acceptance-unused", new Location("db/migration/V2__drop.sql", 3)));
  }

  @Test
  void rows_that_break_a_new_rule_are_found_on_the_target_before_the_deploy_is() throws Exception {
    var target = Target.plain(Major.V17, workspace).file("V1__orders.sql", ORDERS).deploy();
    target
        .byHand("insert into orders values (1, null), (2, 'a'), (3, 'a')")
        .file(
            "V2__rules.sql",
            """
            alter table orders alter column note set not null;
            alter table orders add unique (note);
            alter table orders add check (id > 0);
            """);

    target.diff();

    assertThat(target.hazards())
        .filteredOn(hazard -> hazard.kind() == HazardClass.FAILS_ON_ROWS)
        .extracting(Hazard::message)
        .containsExactly(
            "the target has rows that break it: note of public.orders is never empty",
            "the target has rows that break it: (note) of public.orders is never there twice");
  }

  @Test
  void work_on_a_small_table_is_a_note_and_on_a_large_one_it_blocks() throws Exception {
    var target = Target.plain(Major.V17, workspace).file("V1__orders.sql", ORDERS).deploy();
    target.file("V2__index.sql", "create index on orders (note);\n");

    assertThat(target.diff()).isInstanceOf(Passed.class);

    var strict = new HazardPolicy(Optional.empty(), new Size(0, 0), new Size(0, 0), 100, Map.of());
    assertThat(target.judgedBy(rules(strict)).diff()).isInstanceOf(Blocked.class);

    var off =
        new HazardPolicy(
            Optional.empty(),
            new Size(0, 0),
            new Size(0, 0),
            100,
            Map.of(HazardClass.BUILDS_INDEX, new Rule(Verdict.OFF, Optional.empty())));
    assertThat(target.judgedBy(rules(off)).diff()).isInstanceOf(Passed.class);
  }

  private static Diff.Rules rules(HazardPolicy hazards) {
    var none = EnvironmentPolicy.NONE;
    var environment =
        new EnvironmentPolicy(
            false,
            Optional.empty(),
            none.migrations(),
            none.timeouts(),
            none.gates(),
            Optional.empty(),
            hazards,
            none.drift(),
            none.smoke(),
            none.retention(),
            none.schemaVersion(),
            none.kept());
    var found =
        new FoundPolicy(
            new Policy(environment, Map.of(), ""),
            ".github/lockgate.yml",
            FoundPolicy.Origin.CHECKOUT,
            Optional.empty());
    return new Diff.Rules(found, "", FailOn.HIGH, Duration.ofSeconds(5), Map.of(), List.of());
  }

  @Test
  void where_there_are_down_scripts_it_says_what_they_do_not_undo() throws Exception {
    var target = Target.plain(Major.V17, workspace).file("V1__orders.sql", ORDERS).deploy();
    target
        .file("V2__a.sql", "alter table orders add column a int; create view v as select 1 as one;")
        .file("U2__a.sql", "alter table orders drop column a;");

    var half = target.diff();

    assertThat(half.report().findings())
        .filteredOn(finding -> finding.code().equals("down-incomplete"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).contains("already exists"));

    target.file("U2__a.sql", "alter table orders drop column a; drop view v;");

    assertThat(target.diff().report().blocks().toString())
        .contains("Down and up again")
        .contains("Afterwards every object was as it should be");
  }

  @Test
  void the_target_is_not_touched() throws Exception {
    var target = Target.plain(Major.V17, workspace).file("V1__orders.sql", ORDERS).deploy();
    target.file("V2__drop.sql", "drop table orders; drop table other;");
    var before = target.live();
    var schema = before.now(before.state()).schema().digest();
    var history = before.state().applied();

    target.diff();

    assertThat(before.now(before.state()).schema().digest()).isEqualTo(schema);
    assertThat(before.state().applied()).isEqualTo(history);
  }
}
