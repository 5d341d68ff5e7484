package dev.lockgate.core.policy;

import dev.lockgate.core.hazard.FailOn;
import dev.lockgate.core.hazard.HazardClass;
import java.util.Map;
import java.util.Optional;

/**
 * How hazards are weighed.
 *
 * @param failOn from which level on a hazard blocks; empty leaves it to the input
 * @param small below it, work under a lock is soon done: a note
 * @param large from it on, work under a lock is grave
 * @param busy reads and writes per second from which a lock alone is grave
 * @param classes what is said for single classes
 */
public record HazardPolicy(
    Optional<FailOn> failOn, Size small, Size large, long busy, Map<HazardClass, Rule> classes) {
  /** Ten thousand rows are read in milliseconds, a million rows in seconds. */
  public static final HazardPolicy NONE =
      new HazardPolicy(
          Optional.empty(),
          new Size(10_000, 16L << 20),
          new Size(1_000_000, 1L << 30),
          100,
          Map.of());

  public HazardPolicy {
    classes = Map.copyOf(classes);
  }

  /**
   * A size of a table; a table reaches it with either.
   *
   * @param rows number of rows
   * @param bytes with its indexes
   */
  public record Size(long rows, long bytes) {
    /** Whether a table is as large. */
    public boolean reachedBy(long tableRows, long tableBytes) {
      return tableRows >= rows || tableBytes >= bytes;
    }
  }

  /**
   * What is said for a class.
   *
   * @param verdict how its hazards count
   * @param from the size from which on it holds; below it a hazard is a note
   */
  public record Rule(Verdict verdict, Optional<Size> from) {}

  /** How the hazards of a class count. */
  public enum Verdict {
    /** Not reported. */
    OFF,
    NOTE,
    WARN,
    /** As grave as can be. */
    FAIL
  }
}
