package dev.lockgate.core.audit;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The append-only table {@code lockgate.audit} of a database. */
public interface AuditLog {
  /**
   * What an owner of the database has to run once before the step's role can keep the log.
   *
   * @return SQL; empty when nothing is missing
   */
  String missingRights();

  /**
   * Adds a row; the first call creates the table.
   *
   * @return the row's id
   * @throws dev.lockgate.core.step.StepFailure {@code audit-not-writable}
   */
  long append(AuditEntry entry);

  /**
   * What the rows say about a backup: the sha256 of its manifest, as it was when a step took the
   * backup or restored it. Empty when there are no such rows.
   *
   * @param backup its id
   */
  List<String> manifestDigests(String backup);

  /** Ids of rows that were changed after they were written, or whose predecessor is gone. */
  List<Long> tampered();

  /**
   * How the newest deploy of a plan began, unless a deploy of that plan passed since.
   *
   * @param planDigest as the row keeps it under {@code plan-digest}
   */
  default Optional<Begun> begun(String planDigest) {
    return Optional.empty();
  }

  /** A deploy that began: the version before it, and what its row keeps. */
  record Begun(String fromVersion, Map<String, String> details) {
    public Begun {
      details = Map.copyOf(details);
    }
  }
}
