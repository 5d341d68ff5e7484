package dev.lockgate.core.diff;

import dev.lockgate.core.hazard.Axis;
import dev.lockgate.core.hazard.Evidence;
import dev.lockgate.core.hazard.Evidence.Weight;
import dev.lockgate.core.hazard.Evidence.Work;
import dev.lockgate.core.hazard.Hazard;
import dev.lockgate.core.hazard.Level;
import dev.lockgate.core.policy.HazardPolicy;
import dev.lockgate.core.policy.HazardPolicy.Rule;
import dev.lockgate.core.policy.HazardPolicy.Verdict;
import java.util.Map;
import java.util.Optional;

/** Weighs hazards by what the target has there, and by what the policy says. */
final class Weighing {
  private final HazardPolicy policy;
  private final Map<String, Weight> weights;

  /**
   * A way to weigh.
   *
   * @param weights by name of the table; a table that is missing is of unknown size
   */
  Weighing(HazardPolicy policy, Map<String, Weight> weights) {
    this.policy = policy;
    this.weights = Map.copyOf(weights);
  }

  /** The hazard with its weight; empty when the policy does not want to hear of it. */
  Optional<Hazard> weigh(Hazard hazard) {
    var weight = Optional.ofNullable(weights.get(hazard.evidence().relation()));
    var known = with(hazard, weight);
    var bySize = weight.map(size -> known.at(bySize(known, size))).orElse(known);
    var rule = policy.classes().get(hazard.kind());
    return rule == null ? Optional.of(bySize) : ruled(bySize, rule, weight);
  }

  private static Hazard with(Hazard hazard, Optional<Weight> weight) {
    var seen = hazard.evidence();
    return new Hazard(
        hazard.kind(),
        hazard.level(),
        hazard.message(),
        hazard.place(),
        new Evidence(seen.statement(), seen.relation(), seen.lock(), seen.work(), weight),
        hazard.accepted());
  }

  private Level bySize(Hazard hazard, Weight size) {
    if (hazard.kind().axis() == Axis.BLOCKING) {
      return blocking(hazard, size);
    }
    var empty = size.rows() == 0 && size.readsPerSecond() <= 0 && size.writesPerSecond() <= 0;
    return empty && hazard.kind().axis() == Axis.DATA_LOSS ? Level.NOTE : hazard.level();
  }

  /** Work takes as long as there are rows; a lock alone hurts as much as there is traffic. */
  private Level blocking(Hazard hazard, Weight size) {
    var busy = size.readsPerSecond() + size.writesPerSecond() >= policy.busy();
    if (hazard.level() == Level.NOTE) {
      return busy && hazard.evidence().lock().equals("ACCESS EXCLUSIVE") && strong(hazard)
          ? Level.WARN
          : Level.NOTE;
    }
    if (hazard.evidence().work() == Work.NONE) {
      return busy ? Level.HIGH : hazard.level();
    }
    if (policy.large().reachedBy(size.rows(), size.bytes())) {
      return Level.HIGH;
    }
    return policy.small().reachedBy(size.rows(), size.bytes()) || busy ? Level.WARN : Level.NOTE;
  }

  private static boolean strong(Hazard hazard) {
    return switch (hazard.kind()) {
      case HOLDS_LOCK, LOCKS_TABLE, DROPS_INDEX, DETACHES_PARTITION -> true;
      default -> false;
    };
  }

  private static Optional<Hazard> ruled(Hazard hazard, Rule rule, Optional<Weight> weight) {
    var reached =
        rule.from().isEmpty()
            || weight.isEmpty()
            || rule.from().get().reachedBy(weight.get().rows(), weight.get().bytes());
    if (!reached) {
      return Optional.of(hazard.at(Level.NOTE));
    }
    return rule.verdict() == Verdict.OFF
        ? Optional.empty()
        : Optional.of(hazard.at(level(rule.verdict())));
  }

  private static Level level(Verdict verdict) {
    return switch (verdict) {
      case OFF, NOTE -> Level.NOTE;
      case WARN -> Level.WARN;
      case FAIL -> Level.HIGH;
    };
  }
}
