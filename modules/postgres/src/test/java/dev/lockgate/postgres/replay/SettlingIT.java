package dev.lockgate.postgres.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.report.Block;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.Outcome.Blocked;
import dev.lockgate.core.step.Outcome.Passed;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SQL that settles drift: it is run here as a person would run it. */
class SettlingIT {
  private static final String ORDERS =
      """
      create table orders (id bigint generated always as identity primary key,
        status varchar(10) not null check (status in ('new', 'paid')), note text);
      create view open_orders as select id from orders where status = 'new';
      """;

  @TempDir private Path workspace;

  @Test
  void drift_is_reverted_by_its_own_sql() throws Exception {
    var target = Target.withDeployer(Major.V17, workspace).file("V1__orders.sql", ORDERS).deploy();
    target.byHand(
        "alter table orders add hotfix text default 'x'",
        "create index by_hand on orders (note)",
        "drop view open_orders");

    var outcome = target.drift();
    target.asDeployer(script(target, "revert.sql"));

    assertThat(outcome).isInstanceOf(Blocked.class);
    assertThat(fact(outcome, "SQL that reverts it")).isEqualTo("proven on a shadow");
    assertThat(fact(outcome, "SQL that captures it")).isEqualTo("proven on a shadow");
    assertThat(target.drift()).isInstanceOf(Passed.class);
  }

  @Test
  void drift_is_kept_by_its_own_migration() throws Exception {
    var target = Target.withDeployer(Major.V17, workspace).file("V7__orders.sql", ORDERS).deploy();
    target.byHand("alter table orders add hotfix text default 'x'");

    target.drift();
    var capture = script(target, "V8__capture_drift.sql");
    target.asDeployer(script(target, "revert.sql")).file("V8__capture_drift.sql", capture).deploy();

    assertThat(target.drift()).isInstanceOf(Passed.class);
    target.byHand("update orders set hotfix = 'it is there'");
  }

  @Test
  void a_definition_that_reads_otherwise_once_loaded_is_no_drift() throws Exception {
    var target = Target.plain(Major.V17, workspace).file("V1__orders.sql", ORDERS).deploy();
    // what pg_dump and pg_restore make of it
    target.byHand(
        """
        do $$ declare definition text := (select pg_get_constraintdef(oid) from pg_constraint where conname = 'orders_status_check');
        begin
          alter table orders drop constraint orders_status_check;
          execute 'alter table orders add constraint orders_status_check ' || definition;
        end $$\
        """);

    assertThat(target.drift().report().outputs()).containsEntry("drift-count", "0");
    target.byHand("alter table orders drop constraint orders_status_check");
    assertThat(target.drift().report().outputs()).containsEntry("drift-count", "1");
  }

  @Test
  void the_last_deploys_snapshot_is_compared_with_and_a_shadow_is_built_from_it() throws Exception {
    var target = Target.plain(Major.V17, workspace).file("V1__orders.sql", ORDERS).deploy();
    target.keepSnapshot();

    assertThat(fact(target.drift(), "compared with")).startsWith("the schema that the last deploy");
    target.byHand("alter table orders add hotfix text");
    var outcome = target.drift();

    assertThat(fact(outcome, "SQL that reverts it")).isEqualTo("proven on a shadow");
    target.asDeployer(script(target, "revert.sql"));
    assertThat(target.drift()).isInstanceOf(Passed.class);
  }

  private static String script(Target target, String name) {
    return Objects.requireNonNull(target.scripts().get(name), target.scripts()::toString);
  }

  private static String fact(Outcome outcome, String name) {
    return outcome.report().blocks().stream()
        .filter(Block.Facts.class::isInstance)
        .flatMap(block -> ((Block.Facts) block).facts().stream())
        .filter(fact -> fact.name().equals(name))
        .map(Block.Fact::value)
        .findFirst()
        .orElse("");
  }
}
