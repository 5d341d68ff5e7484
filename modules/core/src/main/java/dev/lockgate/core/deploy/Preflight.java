package dev.lockgate.core.deploy;

import dev.lockgate.core.identity.Identity;
import dev.lockgate.core.migration.Layout;
import dev.lockgate.core.migration.LeftIndex;
import dev.lockgate.core.migration.TextComparison;
import dev.lockgate.core.posture.Posture;
import java.util.List;
import java.util.Map;

/**
 * What a look at the database says before anything is changed.
 *
 * @param database its name
 * @param server the server's version, such as {@code 17.5}
 * @param role the role that deploys
 * @param layout whose names the files have
 * @param missingRights each as the SQL with which an owner grants it
 * @param oldTransactions sessions whose transaction is older than a minute: a migration may have to
 *     wait for them
 * @param invalidIndexes left by a concurrent build that failed
 * @param tampered rows of the audit table that were changed after they were written
 * @param identity what the database's stamp says
 * @param posture how it is secured
 * @param leftIndexes indexes that pending files would build and that are there
 * @param changedTexts by script, how a changed file differs from the text that was applied
 */
public record Preflight(
    String database,
    String server,
    String role,
    Layout layout,
    List<String> missingRights,
    List<String> oldTransactions,
    List<String> invalidIndexes,
    List<Long> tampered,
    Identity identity,
    Posture posture,
    List<LeftIndex> leftIndexes,
    Map<String, TextComparison> changedTexts) {
  public Preflight {
    missingRights = List.copyOf(missingRights);
    oldTransactions = List.copyOf(oldTransactions);
    invalidIndexes = List.copyOf(invalidIndexes);
    tampered = List.copyOf(tampered);
    leftIndexes = List.copyOf(leftIndexes);
    changedTexts = Map.copyOf(changedTexts);
  }
}
