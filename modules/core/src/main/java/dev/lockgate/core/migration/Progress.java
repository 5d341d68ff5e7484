package dev.lockgate.core.migration;

import java.time.Duration;

/** Told of each file as migrations run; what it throws stops the run. */
@FunctionalInterface
public interface Progress {
  /** A file is about to run. */
  void begins(MigrationFile file);

  /**
   * A statement of a file that has more than one ran.
   *
   * @param number from 1
   * @param of how many the file has
   */
  default void ran(MigrationFile file, int number, int of, Duration took) {}

  /**
   * What failed for a moment's reason is tried again.
   *
   * @param why what happened, who was in the way, and after what pause it goes on
   */
  default void retries(String why) {}

  /** Its statements ran; it is committed with its group or by itself. */
  default void ended(Ran ran) {}

  /** Tells nobody. */
  Progress SILENT = _ -> {};
}
