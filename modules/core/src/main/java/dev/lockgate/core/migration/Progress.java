package dev.lockgate.core.migration;

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
