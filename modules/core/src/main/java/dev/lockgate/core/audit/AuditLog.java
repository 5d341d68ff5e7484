package dev.lockgate.core.audit;

import java.util.List;

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

  /** Ids of rows that were changed after they were written, or whose predecessor is gone. */
  List<Long> tampered();
}
