package dev.lockgate.core.drift;

import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.schema.SchemaSnapshot;

/** The database whose schema is looked at; nothing is ever written to it. */
public interface LiveSchema {
  /** Where it is, for people. */
  String place();

  /** What its history says, beside the files. */
  MigrationState state();

  /** Its catalog now, without what is outside every comparison. */
  SchemaSnapshot snapshot();
}
