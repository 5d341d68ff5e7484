package dev.lockgate.core.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockgate.core.drift.Reference.Given;
import dev.lockgate.core.drift.Reference.Replayed;
import dev.lockgate.core.migration.AppliedMigration;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.report.Finding;
import dev.lockgate.core.schema.Fact;
import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.ObjectId;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.Outcome.Blocked;
import dev.lockgate.core.step.Outcome.Passed;
import dev.lockgate.core.step.Unsafe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DriftTest {
  private static final Fact TABLE = fact(Kind.TABLE, "t");
  private static final Fact GRANT = fact(Kind.GRANT, "on table t to r");
  private static final Fact DEFAULTS = fact(Kind.DEFAULT_PRIVILEGE, "of o on tables to r");

  private final Map<Given, SchemaSnapshot> replays = new EnumMap<>(Given.class);
  private final List<Given> asked = new ArrayList<>();

  @Test
  void one_replay_is_enough_when_it_leads_to_what_is_there() {
    replays.put(Given.BEFORE_THE_HISTORY, snapshot(TABLE));

    assertThat(drift(snapshot(TABLE))).isInstanceOf(Passed.class);
    assertThat(asked).containsExactly(Given.BEFORE_THE_HISTORY);
  }

  @Test
  void default_privileges_that_explain_the_grants_are_taken_as_given() {
    replays.put(Given.BEFORE_THE_HISTORY, snapshot(TABLE));
    replays.put(Given.AS_IT_IS, snapshot(TABLE, GRANT, DEFAULTS));

    var outcome = drift(snapshot(TABLE, GRANT, DEFAULTS));

    assertThat(outcome).isInstanceOf(Passed.class);
    assertThat(outcome.report().blocks().toString()).contains("were taken as given");
  }

  @Test
  void default_privileges_that_explain_nothing_but_themselves_are_drift() {
    replays.put(Given.BEFORE_THE_HISTORY, snapshot(TABLE));
    replays.put(Given.AS_IT_IS, snapshot(TABLE, DEFAULTS));

    assertThat(drift(snapshot(TABLE, DEFAULTS))).isInstanceOf(Blocked.class);
    assertThat(asked).containsExactly(Given.BEFORE_THE_HISTORY);
  }

  @Test
  void drift_stays_drift_when_what_is_there_does_not_explain_it() {
    replays.put(Given.BEFORE_THE_HISTORY, snapshot(TABLE));
    replays.put(Given.AS_IT_IS, snapshot(TABLE, DEFAULTS));

    var outcome = drift(snapshot(TABLE, GRANT, DEFAULTS));

    assertThat(outcome.report().outputs()).containsEntry("drift-count", "2");
  }

  @Test
  void a_replay_that_needs_what_is_there_is_made_with_it() {
    replays.put(Given.AS_IT_IS, snapshot(TABLE));

    assertThat(drift(snapshot(TABLE))).isInstanceOf(Passed.class);
    assertThat(asked).containsExactly(Given.BEFORE_THE_HISTORY, Given.AS_IT_IS);
  }

  @Test
  void a_history_that_does_not_run_at_all_is_unsafe() {
    assertThatThrownBy(() -> drift(snapshot(TABLE)))
        .isInstanceOfSatisfying(Unsafe.class, e -> assertThat(e.code()).isEqualTo("replay-failed"));
  }

  @Test
  void no_history_is_told_with_what_to_do() {
    assertThatThrownBy(() -> drift(snapshot(), List.of()))
        .isInstanceOfSatisfying(
            BadInputs.class,
            e -> {
              assertThat(e.code()).isEqualTo("no-history");
              assertThat(e.getMessage()).startsWith("database-url: db/shop has no Flyway history");
              assertThat(e.remedy()).startsWith("Nothing was changed.");
            });
  }

  @Test
  void a_failed_row_is_a_finding() {
    replays.put(Given.BEFORE_THE_HISTORY, snapshot(TABLE));

    var outcome = drift(snapshot(TABLE), List.of(row(1, true), row(2, false)));

    assertThat(outcome.report().findings()).extracting(Finding::code).contains("history-failed");
  }

  @Test
  void a_schema_that_moved_and_kinds_that_were_not_compared_are_told() {
    replays.put(Given.BEFORE_THE_HISTORY, snapshot(TABLE));
    var moving = SchemaSnapshot.of(List.of(TABLE), Map.of("pg_seclabel", 3L), false);

    assertThat(drift(moving).report().findings())
        .extracting(Finding::code)
        .containsExactly("schema-moving", "not-compared");
  }

  private Outcome drift(SchemaSnapshot live) {
    return drift(live, List.of(row(1, true)));
  }

  private Outcome drift(SchemaSnapshot live, List<AppliedMigration> applied) {
    return new Drift(new Live(applied, live), this::replay, Log.SILENT).find(List.of(), true);
  }

  private Replayed replay(MigrationState state, Given given) {
    asked.add(given);
    var snapshot = replays.get(given);
    if (snapshot == null) {
      throw new Unsafe("replay-failed", "does not run", "Nothing was changed.");
    }
    return new Replayed(snapshot, List.of(), Set.of(), List.of());
  }

  private record Live(List<AppliedMigration> applied, SchemaSnapshot snapshot)
      implements LiveSchema {
    @Override
    public String place() {
      return "db/shop";
    }

    @Override
    public MigrationState state() {
      return new MigrationState(
          "public",
          !applied.isEmpty(),
          false,
          "1",
          applied,
          List.of(),
          List.of(),
          List.of(),
          List.of());
    }
  }

  private static AppliedMigration row(int rank, boolean success) {
    return new AppliedMigration(
        rank,
        Integer.toString(rank),
        "x",
        "SQL",
        "V" + rank + "__x.sql",
        OptionalInt.empty(),
        "o",
        Instant.EPOCH,
        Duration.ZERO,
        success);
  }

  private static Fact fact(Kind kind, String identity) {
    return Fact.of(new ObjectId(kind, identity), null, Map.of());
  }

  private static SchemaSnapshot snapshot(Fact... facts) {
    return SchemaSnapshot.of(Arrays.asList(facts));
  }
}
