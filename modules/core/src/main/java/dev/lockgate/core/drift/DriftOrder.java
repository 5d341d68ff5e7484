package dev.lockgate.core.drift;

import dev.lockgate.core.snapshot.StoredSchema;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a search for drift is asked for.
 *
 * @param source what the database is compared with
 * @param given the schema snapshot that the workflow named
 * @param checks what is looked at
 * @param failOnDrift whether drift blocks the step
 */
public record DriftOrder(
    Source source, Optional<StoredSchema> given, Set<Check> checks, boolean failOnDrift) {
  public DriftOrder {
    checks = checks.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(checks));
  }

  /** What a database is compared with. */
  public enum Source {
    /** The snapshot that was named; else the last deploy's, when it fits; else the history. */
    AUTO,
    /** The snapshot that the last deploy left in the database. */
    LAST_DEPLOY,
    /** The history, replayed on a shadow. */
    HISTORY,
    /** The snapshot that was named. */
    SNAPSHOT
  }

  /** What is looked at. */
  public enum Check {
    DRIFT,
    HISTORY,
    READINESS,
    SECURITY
  }
}
