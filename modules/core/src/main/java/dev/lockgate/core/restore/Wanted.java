package dev.lockgate.core.restore;

import dev.lockgate.core.backup.BackupId;
import java.time.Instant;
import java.util.Optional;

/** Which backup somebody wants back: the values of the input {@code backup}. */
public sealed interface Wanted {
  /** What a file made elsewhere is named with, such as {@code file:dumps/old.sql.gz}. */
  String FILE = "file:";

  /** What a provider's snapshot is named with, such as {@code snapshot:latest}. */
  String SNAPSHOT = "snapshot:";

  /** One backup by its name. */
  record Named(BackupId id) implements Wanted {}

  /**
   * The newest one of the target database; not the safety backups of restores, which hold what
   * somebody wanted to get rid of.
   *
   * @param verified whether it must have been restored and compared before
   * @param before only what began before then counts
   */
  record Newest(boolean verified, Optional<Instant> before) implements Wanted {}

  /**
   * A file that Lockgate did not make: nothing says what it should hold.
   *
   * @param path as it was given, below the workspace
   */
  record File(String path) implements Wanted {}

  /**
   * A snapshot that the provider of the database holds, or its server as it was at a time.
   *
   * @param which the snapshot's name or id, or {@code latest}; ignored when there is a time
   * @param time to go back to in the provider's own history
   */
  record Snapshot(String which, Optional<Instant> time) implements Wanted {
    /** Whether the newest of those that Lockgate took is wanted. */
    public boolean latest() {
      return which.equals("latest");
    }

    private static Snapshot of(String text) {
      if (text.matches("\\d{4}-\\d\\d-\\d\\dT.*")) {
        return new Snapshot("", Optional.of(Wanted.time(text)));
      }
      if (text.isBlank()) {
        throw new IllegalArgumentException(
            "expected `snapshot:latest`, `snapshot:` and a name, or `snapshot:` and a time");
      }
      return new Snapshot(text, Optional.empty());
    }

    @Override
    public String toString() {
      return SNAPSHOT + time.map(Instant::toString).orElse(which);
    }
  }

  /**
   * Reads the inputs {@code backup} and {@code before}.
   *
   * @throws IllegalArgumentException saying what was expected of {@code backup}
   */
  static Wanted of(String backup, Optional<Instant> before) {
    return switch (backup) {
      case "", "latest" -> new Newest(false, before);
      case "latest-verified" -> new Newest(true, before);
      default -> {
        if (before.isPresent()) {
          throw new IllegalArgumentException(
              "expected `latest` or `latest-verified` beside `before`");
        }
        if (backup.startsWith(SNAPSHOT)) {
          yield Snapshot.of(backup.substring(SNAPSHOT.length()));
        }
        yield backup.startsWith(FILE)
            ? new File(backup.substring(FILE.length()))
            : new Named(BackupId.parse(backup));
      }
    };
  }

  /**
   * Reads a time: {@code 2026-01-31T02:00:00Z}.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  static Instant time(String text) {
    try {
      return java.time.OffsetDateTime.parse(text).toInstant();
    } catch (java.time.format.DateTimeParseException _) {
      throw new IllegalArgumentException(
          "expected a time with its zone such as `2026-01-31T02:00:00Z`");
    }
  }
}
