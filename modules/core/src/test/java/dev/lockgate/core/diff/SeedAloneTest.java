package dev.lockgate.core.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.hazard.Evidence.Weight;
import dev.lockgate.core.hazard.FailOn;
import dev.lockgate.core.hazard.RowQuestion;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.plan.Plan;
import dev.lockgate.core.plan.Plan.PlannedFile;
import dev.lockgate.core.policy.FoundPolicy;
import dev.lockgate.core.report.Report;
import dev.lockgate.core.step.Log;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SeedAloneTest {
  private static final PlannedFile SEED =
      PlannedFile.of(Plan.Role.SEED, "db/seed.sql", "insert into a values (1);");

  @Test
  void a_seed_has_a_plan_also_where_nothing_is_pending() {
    var report = diff(List.of(SEED));

    assertThat(report.title())
        .isEqualTo("No migration is pending; a deploy would run the seed alone");
    assertThat(report.outputs()).containsEntry("plan-path", "reports/plan.json");
    assertThat(report.outputs().get("plan-digest")).matches("[0-9a-f]{64}");
  }

  @Test
  void without_a_seed_there_is_nothing_to_plan() {
    var report = diff(List.of());

    assertThat(report.title()).isEqualTo("Nothing to deploy: no migration is pending");
    assertThat(report.outputs().getOrDefault("plan-digest", "")).isEmpty();
  }

  private static Report diff(List<PlannedFile> others) {
    var rules =
        new Diff.Rules(
            FoundPolicy.DEFAULTS, "", FailOn.HIGH, Duration.ofSeconds(5), Map.of(), others);
    return new Diff(
            new Deployed(),
            _ -> {
              throw new AssertionError("nothing is pending, so nothing is rehearsed");
            },
            rules,
            (_, _, _) -> "reports/plan.json",
            Log.SILENT)
        .show()
        .report();
  }

  /** A database at version 1. */
  private record Deployed() implements Target {
    @Override
    public Source source() {
      return Source.DATABASE;
    }

    @Override
    public String place() {
      return "shop";
    }

    @Override
    public MigrationState state() {
      return new MigrationState(
          "public", true, false, "1", List.of(), List.of(), List.of(), List.of(), List.of());
    }

    @Override
    public Optional<String> schemaDigest() {
      return Optional.of("5c".repeat(32));
    }

    @Override
    public Map<String, Weight> weights() {
      return Map.of();
    }

    @Override
    public RowQuestion.Answer ask(RowQuestion question) {
      return new RowQuestion.Unknown("nobody was asked");
    }
  }
}
