package dev.lockgate.core.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockgate.core.backup.DrillAge;
import dev.lockgate.core.backup.Drills;
import dev.lockgate.core.drift.DriftOrder.Check;
import dev.lockgate.core.drift.DriftOrder.Source;
import dev.lockgate.core.drift.Reference.Given;
import dev.lockgate.core.drift.Reference.Replayed;
import dev.lockgate.core.drift.Settlement.Settled;
import dev.lockgate.core.migration.AppliedMigration;
import dev.lockgate.core.migration.Layout;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.posture.Posture;
import dev.lockgate.core.proof.Verdict;
import dev.lockgate.core.proof.Written;
import dev.lockgate.core.report.Finding;
import dev.lockgate.core.schema.Fact;
import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.ObjectId;
import dev.lockgate.core.schema.SchemaComparison;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.core.snapshot.Profile;
import dev.lockgate.core.snapshot.Standing;
import dev.lockgate.core.snapshot.StoredSchema;
import dev.lockgate.core.snapshot.Traits;
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
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  @Test
  void the_last_deploys_snapshot_needs_no_replay() {
    var applied = List.of(row(1, true));
    var live = new Live(applied, snapshot(TABLE), Optional.of(stored(snapshot(TABLE), applied)));

    assertThat(drift(live, Source.AUTO, Optional.empty())).isInstanceOf(Passed.class);
    assertThat(asked).isEmpty();
  }

  @Test
  void a_snapshot_older_than_the_history_is_not_used() {
    replays.put(Given.BEFORE_THE_HISTORY, snapshot(TABLE));
    var old = stored(snapshot(), List.of(row(1, true)));
    var live = new Live(List.of(row(1, true), row(2, true)), snapshot(TABLE), Optional.of(old));

    assertThat(drift(live, Source.AUTO, Optional.empty())).isInstanceOf(Passed.class);
    assertThat(asked).containsExactly(Given.BEFORE_THE_HISTORY);
  }

  @Test
  void a_snapshot_that_was_named_comes_before_all_else() {
    var live = new Live(List.of(), snapshot(TABLE), Optional.empty());

    var outcome = drift(live, Source.AUTO, Optional.of(stored(snapshot(), List.of())));

    assertThat(outcome).isInstanceOf(Blocked.class);
    assertThat(outcome.report().outputs())
        .containsEntry("drift-count", "1")
        .containsEntry("revert-path", "reports/revert.sql")
        .containsEntry("capture-path", "reports/V1__capture_drift.sql")
        .containsEntry("schema-path", "reports/schema.json");
  }

  @Test
  void a_reference_that_is_not_there_is_named() {
    var live = new Live(List.of(row(1, true)), snapshot(TABLE), Optional.empty());

    for (var source : List.of(Source.SNAPSHOT, Source.LAST_DEPLOY)) {
      assertThatThrownBy(() -> drift(live, source, Optional.empty()))
          .isInstanceOfSatisfying(
              BadInputs.class,
              e -> {
                assertThat(e.code()).isEqualTo("no-reference");
                assertThat(e.remedy()).startsWith("Nothing was changed.");
              });
    }
  }

  @Test
  void the_age_of_the_last_drill_is_told_and_warned_about_and_never_blocks() {
    var live = new Live(List.of(row(1, true)), snapshot(), Optional.empty());
    var drilled = Optional.of(Instant.parse("2026-02-01T03:00:00Z"));

    var young = drift(live, drilled, "2026-03-01T03:00:00Z");
    assertThat(young.report().blocks().toString())
        .contains("restore drill", "2026-02-01, 28 days ago");
    assertThat(young.report().findings()).isEmpty();
    var old = drift(live, drilled, "2026-04-18T04:00:00Z");
    assertThat(old).isInstanceOf(Passed.class);
    assertThat(old.report().findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.code()).isEqualTo("drill-overdue");
          assertThat(finding.message())
              .startsWith(
                  "The last restore drill was on 2026-02-01, 76 days ago; the next is due within"
                      + " 14 days. Run the step restore");
        });
    assertThat(drift(live, Optional.empty(), "2026-04-18T04:00:00Z").report().findings())
        .hasSize(1);
    var unread = new Drills(Optional.empty(), List.of("The proof p1 cannot be read."));
    assertThat(drift(live, unread, "2026-04-18T04:00:00Z").report().findings())
        .singleElement()
        .asString()
        .contains("No restore drill is known, and not all could be read (The proof p1 cannot be")
        .contains("refused while that is not known");
  }

  private Outcome drift(Live live, Optional<Instant> drilled, String now) {
    return drift(live, new Drills(drilled, List.of()), now);
  }

  private Outcome drift(Live live, Drills drills, String now) {
    var age = new DrillAge(drills, Optional.empty(), DrillAge.USUAL, Instant.parse(now));
    var order =
        new DriftOrder(Source.AUTO, Optional.empty(), EnumSet.of(Check.HISTORY), true).with(age);
    return new Drift(live, this::replay, DriftTest::settle, new Kept(), Log.SILENT)
        .find(Layout.FLYWAY, List.of(), order);
  }

  private Outcome drift(SchemaSnapshot live) {
    return drift(live, List.of(row(1, true)));
  }

  private Outcome drift(SchemaSnapshot live, List<AppliedMigration> applied) {
    return drift(new Live(applied, live, Optional.empty()), Source.AUTO, Optional.empty());
  }

  private Outcome drift(Live live, Source source, Optional<StoredSchema> given) {
    var checks = EnumSet.of(Check.DRIFT, Check.HISTORY);
    return new Drift(live, this::replay, DriftTest::settle, new Kept(), Log.SILENT)
        .find(Layout.FLYWAY, List.of(), new DriftOrder(source, given, checks, true));
  }

  private static Settled settle(SchemaComparison drift) {
    var written = new Written("select 1;", 1, List.of(), new Verdict.Proven());
    return new Settled(drift, written, written);
  }

  private record Kept() implements DriftFiles {
    @Override
    public String schema(StoredSchema schema) {
      return "reports/schema.json";
    }

    @Override
    public String sql(String name, String text) {
      return "reports/" + name;
    }
  }

  private Replayed replay(MigrationState state, Given given) {
    asked.add(given);
    var snapshot = replays.get(given);
    if (snapshot == null) {
      throw new Unsafe("replay-failed", "does not run", "Nothing was changed.");
    }
    return new Replayed(snapshot, List.of(), Set.of(), Set.of(), List.of());
  }

  private record Live(
      List<AppliedMigration> applied, SchemaSnapshot snapshot, Optional<StoredSchema> lastDeploy)
      implements LiveSchema {
    @Override
    public StoredSchema now(MigrationState state) {
      return stored(snapshot, applied);
    }

    @Override
    public Posture posture() {
      return new Posture(true, "", "o", false, List.of(), 10);
    }

    @Override
    public Readiness readiness() {
      return new Readiness(List.of(), List.of(), List.of());
    }

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

  private static StoredSchema stored(SchemaSnapshot snapshot, List<AppliedMigration> applied) {
    return new StoredSchema(
        Instant.EPOCH,
        new Standing("17.5", 17, Traits.PLAIN, "postgres", "o", false, Profile.PLAIN, List.of()),
        snapshot,
        snapshot(),
        new StoredSchema.History("public", "flyway_schema_history", true, false, "1", applied),
        Collections.emptySortedMap(),
        Instant.EPOCH);
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
