package dev.lockgate.core.drift;

import dev.lockgate.core.drift.Reference.Given;
import dev.lockgate.core.migration.BaselineHistory;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.LeftOut;
import dev.lockgate.core.schema.SchemaComparison;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.Unsafe;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/** Compares a schema with what its own history, replayed from the files, leads to. */
final class HistoryComparison {
  private final Reference reference;
  private final Log log;

  HistoryComparison(Reference reference, Log log) {
    this.reference = reference;
    this.log = log;
  }

  /**
   * Replays and compares. A second replay is made only when what was there before the first may
   * explain the rest.
   *
   * @throws Unsafe {@code replay-failed}
   */
  Compared compare(
      SchemaSnapshot snapshot, MigrationState state, @Nullable BaselineHistory baseline) {
    var history = baseline == null ? state : baseline.filled(state);
    var first = first(snapshot, history, baseline);
    if (first != null && !mayBeExplained(first.comparison())) {
      return first;
    }
    log.info("replaying again, with the schemas, extensions and privileges that are there now");
    var second = compare(snapshot, history, Given.AS_IT_IS, baseline);
    return first == null || explains(second, first) ? second : first;
  }

  private @Nullable Compared first(
      SchemaSnapshot snapshot, MigrationState history, @Nullable BaselineHistory baseline) {
    try {
      return compare(snapshot, history, Given.BEFORE_THE_HISTORY, baseline);
    } catch (Unsafe e) {
      if (!e.code().equals("replay-failed")) {
        throw e;
      }
      return null;
    }
  }

  private Compared compare(
      SchemaSnapshot snapshot,
      MigrationState history,
      Given given,
      @Nullable BaselineHistory baseline) {
    log.info("replaying " + history.applied().size() + " migrations on a shadow");
    var replayed = reference.replay(history, given);
    var apart = new HashSet<>(replayed.unproven());
    apart.addAll(replayed.lacking());
    var leftOut = new LeftOut(apart);
    var comparison =
        SchemaComparison.of(replayed.snapshot().without(leftOut), snapshot.without(leftOut));
    return new Compared(comparison, new Basis.History(replayed, given, baseline));
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
}
