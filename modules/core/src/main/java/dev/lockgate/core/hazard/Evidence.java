package dev.lockgate.core.hazard;

import java.util.Optional;

/**
 * How a hazard was seen.
 *
 * @param statement the beginning of the statement, as written
 * @param relation the table or index it concerns; empty when it concerns none
 * @param lock the strongest lock it took there, such as {@code ACCESS EXCLUSIVE}; empty when none
 *     was seen
 * @param work what was done under the lock
 * @param weight what the target has there; empty when it is not known
 */
public record Evidence(
    String statement, String relation, String lock, Work work, Optional<Weight> weight) {
  /** Work that takes as long as there are rows. */
  public enum Work {
    NONE(""),
    SCAN("reads every row"),
    INDEX("builds an index"),
    REWRITE("copies the table");

    private final String words;

    Work(String words) {
      this.words = words;
    }

    /** As reports name it; empty for none. */
    public String words() {
      return words;
    }
  }

  /**
   * A table of the target.
   *
   * @param rows as the statistics have it
   * @param bytes with its indexes
   * @param readsPerSecond scans since the statistics began, by second; negative when not known
   * @param writesPerSecond rows written since the statistics began, by second; negative when not
   *     known
   */
  public record Weight(long rows, long bytes, double readsPerSecond, double writesPerSecond) {}
}
