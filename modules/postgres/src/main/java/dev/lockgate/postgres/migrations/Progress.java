package dev.lockgate.postgres.migrations;

import dev.lockgate.core.migration.MigrationFile;

/** Told of each file as migrations run; what it throws stops the run. */
@FunctionalInterface
public interface Progress {
  /** A file is about to run. */
  void begins(MigrationFile file);

  /** Its statements ran; it is committed with its group or by itself. */
  default void ended(Ran ran) {}

  /** Tells nobody. */
  Progress SILENT = _ -> {};
}
