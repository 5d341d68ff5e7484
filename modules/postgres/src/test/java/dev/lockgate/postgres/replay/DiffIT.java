package dev.lockgate.postgres.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.report.Block;
import dev.lockgate.core.report.Finding;
import dev.lockgate.core.report.Finding.Location;
import dev.lockgate.core.step.Outcome.Blocked;
import dev.lockgate.core.step.Outcome.Passed;
import dev.lockgate.testkit.EachMajor;
import java.nio.file.Path;
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
  void the_target_is_not_touched() throws Exception {
    var target = Target.plain(Major.V17, workspace).file("V1__orders.sql", ORDERS).deploy();
    target.file("V2__drop.sql", "drop table orders; drop table other;");
    var before = new LiveDatabase(target.database(), target.migrations());
    var schema = before.snapshot().digest();
    var history = before.state().applied();

    target.diff();

    assertThat(before.snapshot().digest()).isEqualTo(schema);
    assertThat(before.state().applied()).isEqualTo(history);
  }
}
