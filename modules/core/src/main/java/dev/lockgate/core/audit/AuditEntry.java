package dev.lockgate.core.audit;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * One row of the audit table.
 *
 * @param step such as {@code deploy}
 * @param outcome how it stands: a step writes {@link Outcome#STARTED} and then how it ended
 * @param actor who
 * @param repository {@code owner/name}
 * @param commit the full hash
 * @param runUrl the page of the run
 * @param fromVersion the version before; may be empty
 * @param toVersion the version after; may be empty
 * @param started when the step began
 * @param finished when the row was written
 * @param details short texts by name, such as the backup's id
 */
public record AuditEntry(
    String step,
    Outcome outcome,
    String actor,
    String repository,
    String commit,
    String runUrl,
    String fromVersion,
    String toVersion,
    Instant started,
    Instant finished,
    Map<String, String> details) {
  public AuditEntry {
    details = Map.copyOf(new TreeMap<>(details));
  }

  /** How a step stands. */
  public enum Outcome {
    STARTED,
    PASSED,
    BLOCKED,
    FAILED,
    HALF_WAY;

    /** The stable name in the table, such as {@code half-way}. */
    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }
}
