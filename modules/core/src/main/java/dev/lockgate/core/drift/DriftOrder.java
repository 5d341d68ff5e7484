package dev.lockgate.core.drift;

import dev.lockgate.core.backup.DrillAge;
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
 * @param drill how old the last restore drill is; empty where no store says it
 */
public record DriftOrder(
    Source source,
    Optional<StoredSchema> given,
    Set<Check> checks,
    boolean failOnDrift,
    Optional<DrillAge> drill) {
  public DriftOrder {
    checks = checks.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(checks));
  }

  /** An order where no store is given. */
  public DriftOrder(
      Source source, Optional<StoredSchema> given, Set<Check> checks, boolean failOnDrift) {
    this(source, given, checks, failOnDrift, Optional.empty());
  }

  /** The same order with what the store says of drills. */
  public DriftOrder with(DrillAge age) {
    return new DriftOrder(source, given, checks, failOnDrift, Optional.of(age));
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
