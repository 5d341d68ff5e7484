package dev.lockgate.core.drift;

import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.posture.Posture;
import dev.lockgate.core.snapshot.StoredSchema;
import java.util.Optional;

/** The database whose schema is looked at; nothing is ever written to it. */
public interface LiveSchema {
  /** Where it is, for people. */
  String place();

  /** What its history says, beside the files. */
  MigrationState state();

  /**
   * All that is known of it now, without what is outside every comparison.
   *
   * @param state what its history says
   */
  StoredSchema now(MigrationState state);

  /** What the last deploy left there; empty when none did, or when it cannot be read. */
  Optional<StoredSchema> lastDeploy();

  /** How the server and the role are set up. */
  Posture posture();

  /** Whether a deploy could begin. */
  Readiness readiness();
}
