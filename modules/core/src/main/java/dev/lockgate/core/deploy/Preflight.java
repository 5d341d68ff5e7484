package dev.lockgate.core.deploy;

import java.util.List;

/**
 * What a look at the database says before anything is changed.
 *
 * @param database its name
 * @param server the server's version, such as {@code 17.5}
 * @param role the role that deploys
 * @param missingRights each as the SQL with which an owner grants it
 * @param oldTransactions sessions whose transaction is older than a minute: a migration may have to
 *     wait for them
 * @param invalidIndexes left by a concurrent build that failed
 * @param tampered rows of the audit table that were changed after they were written
 */
public record Preflight(
    String database,
    String server,
    String role,
    List<String> missingRights,
    List<String> oldTransactions,
    List<String> invalidIndexes,
    List<Long> tampered) {
  public Preflight {
    missingRights = List.copyOf(missingRights);
    oldTransactions = List.copyOf(oldTransactions);
    invalidIndexes = List.copyOf(invalidIndexes);
    tampered = List.copyOf(tampered);
  }
}
