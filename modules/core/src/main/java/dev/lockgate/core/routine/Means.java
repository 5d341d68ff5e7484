package dev.lockgate.core.routine;

import dev.lockgate.core.backup.ByteSize;
import java.time.Duration;

/**
 * Whether there is room and time to restore a backup at once.
 *
 * @param neededBytes what the restored database will take, about
 * @param freeBytes what there is
 * @param expected how long it will take, about
 */
record Means(long neededBytes, long freeBytes, Duration expected) {
  /** Longer than that a routine backup does not keep its job waiting. */
  static final Duration LONGEST = Duration.ofMinutes(20);

  private static final long OVERHEAD = 1L << 30;
  private static final int TIMES_DUMPING = 6;
  private static final Duration START = Duration.ofSeconds(15);

  /**
   * An estimate from what was just measured.
   *
   * @param databaseBytes the size of the database that was dumped
   * @param dumping how long that took; a restore, with all its indexes, takes five times as long
   */
  static Means of(long databaseBytes, Duration dumping, long freeBytes) {
    return new Means(
        databaseBytes + databaseBytes / 3 + OVERHEAD,
        freeBytes,
        START.plus(dumping.multipliedBy(TIMES_DUMPING)));
  }

  boolean suffice() {
    return neededBytes <= freeBytes && expected.compareTo(LONGEST) <= 0;
  }

  /** What was measured, for people. */
  String words() {
    return "a restore needs about %s of disk and %s; there are %s and %d minutes at most"
        .formatted(
            new ByteSize(neededBytes),
            minutes(expected),
            new ByteSize(freeBytes),
            LONGEST.toMinutes());
  }

  private static String minutes(Duration time) {
    return time.toMinutes() > 0 ? time.toMinutes() + " minutes" : time.toSeconds() + " seconds";
  }
}
