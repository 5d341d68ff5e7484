package dev.lockgate.core.diff;

import dev.lockgate.core.hazard.FailOn;
import dev.lockgate.core.hazard.Hazard;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.plan.Plan;
import dev.lockgate.core.plan.Plan.PlannedFile;
import dev.lockgate.core.policy.FoundPolicy;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shows what a deploy would do: the pending files, their SQL, the objects that change and every
 * hazard on the way; writes it down as a plan.
 */
public final class Diff {
  private final Target target;
  private final Rehearsal rehearsal;
  private final Rules rules;
  private final PlanFile planFile;
  private final Log log;

  /**
   * By what a diff judges.
   *
   * @param policy the policy, as it was found
   * @param environment which part of it; may be empty
   * @param failOn from which level on a hazard blocks
   * @param lockTimeout what a deploy sets; zero for none
   * @param placeholders values put into the files
   * @param others what a deploy runs beside the migrations
   */
  public record Rules(
      FoundPolicy policy,
      String environment,
      FailOn failOn,
      Duration lockTimeout,
      Map<String, String> placeholders,
      List<PlannedFile> others) {
    /** What holds without a policy: a grave hazard blocks, and a deploy waits 5 s for a lock. */
    public static final Rules DEFAULT =
        new Rules(
            FoundPolicy.DEFAULTS, "", FailOn.HIGH, Duration.ofSeconds(5), Map.of(), List.of());

    public Rules {
      placeholders = Map.copyOf(placeholders);
      others = List.copyOf(others);
    }
  }

  /** Where the plan is kept. */
  @FunctionalInterface
  public interface PlanFile {
    /**
     * Writes it.
     *
     * @return its path, relative to the workspace
     */
    String write(Plan plan, MigrationState state, List<Hazard> hazards);
  }

  /** A target, a place to rehearse, and by what to judge; nothing is read yet. */
  public Diff(Target target, Rehearsal rehearsal, Rules rules, PlanFile planFile, Log log) {
    this.target = target;
    this.rehearsal = rehearsal;
    this.rules = rules;
    this.planFile = planFile;
    this.log = log;
  }

  /** Shows it; blocked when the migrations do not run, or by a hazard that nobody accepted. */
  public Outcome show() {
    log.info("reading the history of " + target.place());
    var state = target.state();
    var report = new DiffReport(target, state, rules);
    if (state.pending().isEmpty()) {
      seedAlone(state).ifPresent(report::planned);
      return report.nothingPending();
    }
    log.info("rehearsing " + state.pending().size() + " pending migrations on a shadow");
    var rehearsed = rehearsal.run(state);
    var policy = rules.policy().policy().of(rules.environment()).hazards();
    var told = new Verdicts(target, policy, rules.lockTimeout()).of(state.pending(), rehearsed);
    planned(rehearsed, state, told).ifPresent(report::planned);
    return report.outcome(rehearsed, told);
  }

  /** A plan that was written. */
  record Written(String path, Plan plan) {}

  private Optional<Written> planned(
      Rehearsal.Rehearsed rehearsed, MigrationState state, Verdicts.Told told) {
    var schema =
        switch (rehearsed) {
          case Rehearsal.Ran ran -> target.schemaDigest().orElse(ran.before().digest());
          case Rehearsal.Failed failed when failed.dependsOnRows() ->
              target.schemaDigest().orElse("");
          case Rehearsal.Failed _, Rehearsal.NotReplayed _ -> "";
        };
    if (schema.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(written(state, schema, told.hazards()));
  }

  /** A seed runs whenever it is asked for, so it needs a plan also where nothing is pending. */
  private Optional<Written> seedAlone(MigrationState state) {
    return rules.others().stream().anyMatch(file -> file.role() == Plan.Role.SEED)
        ? target.schemaDigest().map(schema -> written(state, schema, List.of()))
        : Optional.empty();
  }

  private Written written(MigrationState state, String schema, List<Hazard> hazards) {
    var plan =
        Plan.of(
            state, rules.others(), rules.placeholders(), rules.policy().policy().digest(), schema);
    return new Written(planFile.write(plan, state, hazards), plan);
  }
}
