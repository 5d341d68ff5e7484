package dev.lockgate.core.drift;

import dev.lockgate.core.drift.Reference.Given;
import dev.lockgate.core.drift.Reference.Replayed;
import dev.lockgate.core.migration.BaselineHistory;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.LeftOut;
import dev.lockgate.core.schema.SchemaComparison;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.BadInputs.Problem;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.Unsafe;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares a live schema with what its own history, replayed from the files, leads to. */
public final class Drift {
  private final LiveSchema live;
  private final Reference reference;
  private final Log log;

  /**
   * What was compared, and on what the comparison rests.
   *
   * @param comparison from what the migrations lead to, to what the database holds
   * @param replayed how the reference was made
   * @param given what the reference had before the first migration
   */
  record Compared(SchemaComparison comparison, Replayed replayed, Given given) {}

  /** A live schema and a place to replay its history; nothing is read yet. */
  public Drift(LiveSchema live, Reference reference, Log log) {
    this.live = live;
    this.reference = reference;
    this.log = log;
  }

  /**
   * Looks for drift.
   *
   * @param files every migration of the folder
   * @param failOnDrift whether drift blocks the step
   * @throws BadInputs {@code no-history}
   * @throws Unsafe {@code replay-failed}
   */
  public Outcome find(List<MigrationFile> files, boolean failOnDrift) {
    log.info("reading the history and the schema of " + live.place());
    var state = live.state();
    if (state.applied().isEmpty()) {
      throw noHistory();
    }
    var snapshot = live.snapshot();
    var baseline = BaselineHistory.of(state, files).orElse(null);
    if (baseline != null && baseline.below().isEmpty()) {
      return DriftReport.notProvable(live.place(), state, snapshot, failOnDrift);
    }
    var history = baseline == null ? state : baseline.filled(state);
    var compared = compare(snapshot, history);
    return new DriftReport(live.place(), state, compared, baseline).outcome(failOnDrift);
  }

  /** A second replay is made only when what was there before the first may explain the rest. */
  private Compared compare(SchemaSnapshot snapshot, MigrationState history) {
    var first = first(snapshot, history);
    if (first != null && !mayBeExplained(first.comparison())) {
      return first;
    }
    log.info("replaying again, with the schemas, extensions and privileges that are there now");
    var second = compare(snapshot, history, Given.AS_IT_IS);
    return first == null || explains(second, first) ? second : first;
  }

  private @Nullable Compared first(SchemaSnapshot snapshot, MigrationState history) {
    try {
      return compare(snapshot, history, Given.BEFORE_THE_HISTORY);
    } catch (Unsafe e) {
      if (!e.code().equals("replay-failed")) {
        throw e;
      }
      return null;
    }
  }

  private Compared compare(SchemaSnapshot snapshot, MigrationState history, Given given) {
    log.info("replaying " + history.applied().size() + " migrations on a shadow");
    var replayed = reference.replay(history, given);
    var unproven = new LeftOut(replayed.unproven());
    var comparison =
        SchemaComparison.of(replayed.snapshot().without(unproven), snapshot.without(unproven));
    return new Compared(comparison, replayed, given);
  }

  private static boolean mayBeExplained(SchemaComparison comparison) {
    return count(comparison, true) > 0 && count(comparison, false) > 0;
  }

  /** What was taken as given must explain more than itself. */
  private static boolean explains(Compared second, Compared first) {
    return second.comparison().differences().size() < count(first.comparison(), false);
  }

  private static long count(SchemaComparison comparison, boolean given) {
    return comparison.differences().stream()
        .filter(difference -> given == isGiven(difference.id().kind()))
        .count();
  }

  private static boolean isGiven(Kind kind) {
    return kind == Kind.DEFAULT_PRIVILEGE || kind == Kind.SCHEMA || kind == Kind.EXTENSION;
  }

  private BadInputs noHistory() {
    return new BadInputs(
        "no-history",
        new Problem(
            "database-url",
            live.place() + " has no Flyway history, so nothing says which migrations were applied"),
        "Nothing was changed. Drift is the difference from what was deployed: deploy to this"
            + " database first, or check that `database-url` names the right database and schema.");
  }
}
