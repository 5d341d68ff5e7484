package dev.lockgate.core.hazard;

import dev.lockgate.core.report.Finding.Location;
import java.util.Optional;

/**
 * Why a statement is dangerous on this target, and how that was seen.
 *
 * @param kind which kind of hazard
 * @param level how grave it is here
 * @param message what was seen, with names
 * @param place the statement
 * @param evidence how it was seen
 * @param accepted the reason by which the author of the file took it upon themselves
 */
public record Hazard(
    HazardClass kind,
    Level level,
    String message,
    Location place,
    Evidence evidence,
    Optional<String> accepted) {

  /** The same hazard, weighed anew. */
  public Hazard at(Level weighed) {
    return new Hazard(kind, weighed, message, place, evidence, accepted);
  }

  /** The same hazard, accepted. */
  public Hazard accepted(String reason) {
    return new Hazard(kind, level, message, place, evidence, Optional.of(reason));
  }

  /** Whether it stops a step with that rule. */
  public boolean blocks(FailOn failOn) {
    return accepted.isEmpty() && failOn.blocks(level);
  }
}
