package dev.lockgate.core.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.audit.AuditEntry;
import dev.lockgate.core.audit.AuditLog;
import dev.lockgate.core.gate.Gate;
import dev.lockgate.core.migration.AppliedMigration;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.plan.Plan;
import dev.lockgate.core.plan.Plan.PlannedFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PlanGateTest {
  private static final MigrationFile ONE = file("1", "create table a (i int);");
  private static final MigrationFile TWO = file("2", "create index concurrently i on a (i);");
  private static final MigrationFile THREE = file("3", "create table c (i int);");

  private final Map<String, String> evidence = new HashMap<>();
  private Optional<AuditLog.Begun> begun = Optional.empty();
  private Optional<Plan> approved = Optional.empty();

  @Test
  void what_was_approved_may_run() {
    var state = state(List.of(), List.of(ONE, TWO));

    assertThat(gate(digest(state, "s1"), state, "s1").open()).isTrue();
    assertThat(evidence).containsEntry("plan-schema", "s1").containsKey("plan-digest");
  }

  @Test
  void without_a_digest_only_a_policy_that_asks_for_one_closes() {
    var state = state(List.of(), List.of(ONE));

    assertThat(gate("", state, "s1").open()).isTrue();
    assertThat(
            new PlanGate(
                    "",
                    true,
                    List.of(ONE),
                    List.of(),
                    Map.of(),
                    "",
                    () -> "s1",
                    audit(),
                    Optional::empty)
                .look(state, evidence)
                .getFirst()
                .gate()
                .remedy())
        .contains("plan-digest: ${{ needs.plan.outputs.plan-digest }}");
  }

  @Test
  void where_nothing_runs_there_is_no_plan_to_ask_for() {
    var gate =
        new PlanGate(
            "",
            true,
            List.of(ONE),
            List.of(PlannedFile.of(Plan.Role.SMOKE, "p.yml, smoke query 1", "select true")),
            Map.of(),
            "",
            () -> "s1",
            audit(),
            Optional::empty);

    assertThat(gate.look(state(List.of(row(ONE)), List.of()), evidence).getFirst().gate().open())
        .isTrue();
  }

  @Test
  void another_file_schema_placeholder_policy_or_seed_is_not_what_was_approved() {
    var state = state(List.of(), List.of(ONE));
    var approved = digest(state, "s1");
    var edited = state(List.of(), List.of(file("1", "create table a (i bigint);")));
    var seed = PlannedFile.of(Plan.Role.SEED, "db/seed.sql", "insert into a values (1);");

    assertThat(gate(approved, edited, "s1").open()).isFalse();
    assertThat(gate(approved, state, "s2").open()).isFalse();
    assertThat(look(approved, state, List.of(), Map.of("k", "v"), "").open()).isFalse();
    assertThat(look(approved, state, List.of(), Map.of(), "p2").open()).isFalse();
    assertThat(look(approved, state, List.of(seed), Map.of(), "").open()).isFalse();
    assertThat(gate(approved, edited, "s1").evidence())
        .contains(approved.substring(0, 12))
        .contains("migrations/V1__x.sql");
  }

  @Test
  void what_differs_is_named_where_the_approved_plan_is_at_hand() {
    var state = state(List.of(), List.of(ONE));
    var callback = PlannedFile.of(Plan.Role.CALLBACK, "migrations/afterMigrate.sql", "select 1;");
    var seed = PlannedFile.of(Plan.Role.SEED, "db/seed.sql", "insert into a values (1);");
    var smoke = PlannedFile.of(Plan.Role.SMOKE, "p.yml, smoke query 1", "select true");
    approved = Optional.of(Plan.of(state, List.of(callback, smoke), Map.of(), "p1", "s0"));
    var other = PlannedFile.of(Plan.Role.SMOKE, "p.yml, smoke query 1", "select false");
    var now = state(List.of(), List.of(file("1", "create table a (i bigint);")));

    var gate =
        look(approved.orElseThrow().digest(), now, List.of(seed, other), Map.of("k", "v"), "p2");

    assertThat(gate.evidence())
        .contains("the migration `migrations/V1__x.sql` has another text")
        .contains("the callback `migrations/afterMigrate.sql` would not run any more")
        .contains("the seed `db/seed.sql` is not in it")
        .contains("the smoke `p.yml, smoke query 1` has another text")
        .contains("the placeholder `k` has another value")
        .contains("the policy has another text")
        .contains("the database's schema was changed");
  }

  @Test
  void a_plan_that_stopped_between_two_commit_points_goes_on() {
    var before = state(List.of(), List.of(ONE, TWO, THREE));
    var approved = digest(before, "s1");
    gate(approved, before, "s1");
    begun = Optional.of(new AuditLog.Begun("", Map.copyOf(evidence)));

    var rest = state(List.of(row(ONE)), List.of(TWO, THREE));

    assertThat(gate(approved, rest, "s-after-1").evidence()).startsWith("goes on with the plan");
    assertThat(evidence).containsEntry("plan-schema", "s1");
  }

  @Test
  void a_plan_that_began_does_not_cover_what_was_added_or_edited_since() {
    var before = state(List.of(), List.of(ONE, TWO));
    var approved = digest(before, "s1");
    gate(approved, before, "s1");
    begun = Optional.of(new AuditLog.Begun("", Map.copyOf(evidence)));

    var added = state(List.of(row(ONE)), List.of(TWO, THREE));
    var edited = state(List.of(row(ONE)), List.of(file("2", "drop table a;")));
    var byHand = state(List.of(), List.of(TWO));

    assertThat(gate(approved, added, "s-after-1").open()).isFalse();
    assertThat(gate(approved, edited, "s-after-1").open()).isFalse();
    assertThat(gate(approved, byHand, "s-after-1").open()).isFalse();
  }

  private static String digest(MigrationState state, String schema) {
    return Plan.of(state, List.of(), Map.of(), "", schema).digest();
  }

  private Gate gate(String given, MigrationState state, String schema) {
    return new PlanGate(
            given,
            false,
            files(state),
            List.of(),
            Map.of(),
            "",
            () -> schema,
            audit(),
            () -> approved)
        .look(state, evidence)
        .getFirst()
        .gate();
  }

  private Gate look(
      String given,
      MigrationState state,
      List<PlannedFile> others,
      Map<String, String> placeholders,
      String policy) {
    return new PlanGate(
            given,
            false,
            files(state),
            others,
            placeholders,
            policy,
            () -> "s1",
            audit(),
            () -> approved)
        .look(state, evidence)
        .getFirst()
        .gate();
  }

  /** The folder: what is pending is as it is now, the rest as it was. */
  private static List<MigrationFile> files(MigrationState state) {
    var files = new ArrayList<>(state.pending());
    for (var file : List.of(ONE, TWO, THREE)) {
      if (files.stream().noneMatch(one -> one.script().equals(file.script()))) {
        files.add(file);
      }
    }
    return files;
  }

  private AuditLog audit() {
    return new AuditLog() {
      @Override
      public List<String> manifestDigests(String backup) {
        return List.of();
      }

      @Override
      public String missingRights() {
        return "";
      }

      @Override
      public long append(AuditEntry entry) {
        return 1;
      }

      @Override
      public List<Long> tampered() {
        return List.of();
      }

      @Override
      public Optional<Begun> begun(String planDigest) {
        return begun;
      }
    };
  }

  private static MigrationState state(List<AppliedMigration> applied, List<MigrationFile> pending) {
    return new MigrationState(
        "public",
        true,
        false,
        applied.isEmpty() ? "" : applied.getLast().version(),
        applied,
        pending,
        List.of(),
        List.of(),
        List.of());
  }

  private static AppliedMigration row(MigrationFile file) {
    return new AppliedMigration(
        1,
        file.version(),
        file.description(),
        "SQL",
        file.script(),
        OptionalInt.empty(),
        "deployer",
        Instant.EPOCH,
        Duration.ZERO,
        true);
  }

  private static MigrationFile file(String version, String sql) {
    return new MigrationFile(
        MigrationFile.Kind.VERSIONED,
        version,
        "x",
        "V" + version + "__x.sql",
        "migrations/V" + version + "__x.sql",
        sql,
        !sql.contains("concurrently"));
  }
}
