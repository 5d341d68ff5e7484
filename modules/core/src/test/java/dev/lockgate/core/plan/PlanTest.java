package dev.lockgate.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.MigrationFile.Kind;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.plan.Plan.PlannedFile;
import dev.lockgate.core.plan.Plan.Role;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final String SCHEMA = "5".repeat(64);
  private static final MigrationFile SECOND = file(Kind.VERSIONED, "2", "select 2;\n");
  private static final MigrationFile VIEW = file(Kind.REPEATABLE, "", "create view \"ü\";\n");

  @Test
  void the_canonical_form_is_what_jq_writes_with_keys_in_order() {
    var plan =
        Plan.of(
            state(SECOND, VIEW),
            List.of(PlannedFile.of(Role.SEED, "seed/b.sql", "x")),
            Map.of("team", "a\"b\\c\n"),
            "",
            SCHEMA);

    assertThat(plan.canonical())
        .isEqualTo(
            "{\"files\":["
                + "{\"path\":\"db/V2__f.sql\",\"role\":\"versioned\",\"sha256\":"
                + "\"ac4396cdee0295db27f816dc31134189999d0071663e618f4957bc23edb584d7\"},"
                + "{\"path\":\"db/R__f.sql\",\"role\":\"repeatable\",\"sha256\":"
                + "\"2ce26e0fd1dbd3ca4d52dae6d3f094135ff04bd2759137eb9aaa494f779002cb\"},"
                + "{\"path\":\"seed/b.sql\",\"role\":\"seed\",\"sha256\":"
                + "\"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881\"}],"
                + "\"from\":\"1\",\"placeholders\":{\"team\":\"a\\\"b\\\\c\\n\"},"
                + "\"policy\":\"\",\"schema\":\""
                + SCHEMA
                + "\",\"to\":\"2\"}");
  }

  @Test
  void anything_that_decides_what_runs_changes_the_digest() {
    var plan = plan(state(SECOND, VIEW), Map.of("team", "a"), "p", SCHEMA);

    assertThat(
            Stream.of(
                plan(state(VIEW, SECOND), Map.of("team", "a"), "p", SCHEMA),
                plan(state(SECOND), Map.of("team", "a"), "p", SCHEMA),
                plan(
                    state(file(Kind.VERSIONED, "2", "select 2; \n"), VIEW),
                    Map.of("team", "a"),
                    "p",
                    SCHEMA),
                plan(state(SECOND, VIEW), Map.of("team", "b"), "p", SCHEMA),
                plan(state(SECOND, VIEW), Map.of(), "p", SCHEMA),
                plan(state(SECOND, VIEW), Map.of("team", "a"), "q", SCHEMA),
                plan(state(SECOND, VIEW), Map.of("team", "a"), "p", "6".repeat(64))))
        .extracting(Plan::digest)
        .doesNotContain(plan.digest())
        .doesNotHaveDuplicates();
  }

  @Test
  void callbacks_seed_and_smoke_files_count_in_any_order_of_finding() {
    var seed = PlannedFile.of(Role.SEED, "seed.sql", "a");
    var smoke = PlannedFile.of(Role.SMOKE, "smoke.sql", "b");
    var one = Plan.of(state(SECOND), List.of(seed, smoke), Map.of(), "", SCHEMA);
    var other = Plan.of(state(SECOND), List.of(smoke, seed), Map.of(), "", SCHEMA);

    assertThat(one.digest()).isEqualTo(other.digest());
    assertThat(one.digest())
        .isNotEqualTo(Plan.of(state(SECOND), List.of(seed), Map.of(), "", SCHEMA).digest());
  }

  @Test
  void the_version_afterwards_is_that_of_the_last_versioned_file() {
    assertThat(plan(state(SECOND, VIEW), Map.of(), "", SCHEMA).toVersion()).isEqualTo("2");
    assertThat(plan(state(VIEW), Map.of(), "", SCHEMA).toVersion()).isEqualTo("1");
  }

  private static Plan plan(
      MigrationState state, Map<String, String> placeholders, String policy, String schema) {
    return Plan.of(state, List.of(), placeholders, policy, schema);
  }

  private static MigrationState state(MigrationFile... pending) {
    return new MigrationState(
        "public", true, false, "1", List.of(), List.of(pending), List.of(), List.of(), List.of());
  }

  private static MigrationFile file(Kind kind, String version, String sql) {
    var script = (kind == Kind.REPEATABLE ? "R" : "V" + version) + "__f.sql";
    return new MigrationFile(kind, version, "f", script, "db/" + script, sql, true);
  }
}
