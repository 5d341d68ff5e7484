package dev.lockgate.core.hazard;

import dev.lockgate.core.hazard.CatalogState.Change;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was seen of one statement when it ran on a shadow.
 *
 * @param file its file
 * @param statement its text and line
 * @param locks by the oid of a relation, all that the transaction holds after it
 * @param notices what the server said at the level of debug1
 * @param changes what it changed in the catalog
 * @param lockTimeout in force after it
 * @param statementTimeout in milliseconds, in force after it when the file set it; 0 for none
 */
public record Observation(
    MigrationFile file,
    Statement statement,
    Map<Long, Set<LockMode>> locks,
    List<String> notices,
    List<Change> changes,
    LockTimeout lockTimeout,
    long statementTimeout) {
  public Observation {
    locks = Map.copyOf(locks);
    notices = List.copyOf(notices);
    changes = List.copyOf(changes);
  }

  /** Whether a lock is waited for without end. */
  public enum LockTimeout {
    /** The file leaves it to the deploy. */
    OF_THE_DEPLOY,
    /** The file sets one. */
    OF_THE_FILE,
    /** The file switches it off. */
    OFF
  }
}
