package dev.lockgate.core.backup;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What was learnt about a backup after its manifest was written, an object of its own in the store:
 * {@code <id>.proof-<n>.json}.
 *
 * @param format the version of this record, 1
 * @param backup which backup
 * @param manifestSha256 of the manifest that the restored database was compared with
 * @param kind why it was restored
 * @param level what was proven
 * @param began when restoring began
 * @param millis how long restoring and checking took
 * @param server the server on which it was restored, such as {@code PostgreSQL 17.5}
 * @param checks what was looked at, in order
 * @param notes what a reader should know, a sentence each
 * @param origin who and what did it
 */
public record Proof(
    int format,
    BackupId backup,
    String manifestSha256,
    Kind kind,
    ProofLevel level,
    Instant began,
    long millis,
    String server,
    List<Check> checks,
    List<String> notes,
    Manifest.Origin origin) {
  /** The version of the record that this code writes. */
  public static final int FORMAT = 1;

  public Proof {
    checks = List.copyOf(checks);
    notes = List.copyOf(notes);
  }

  /** Why a backup was restored. */
  public enum Kind {
    /** By the run that took it, at once. */
    BACKUP,
    /** To know that it can be. */
    DRILL,
    /** In earnest. */
    RESTORE;

    /** The stable name, such as {@code drill}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How one look ended. */
  public enum Result {
    PASSED,
    FAILED,
    /** It is so in the database that was backed up, too: the backup is not at fault. */
    NOTED,
    /** It could not be done here; the detail says why. */
    NOT_POSSIBLE;

    /** The stable name, such as {@code not-possible}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * One thing that was looked at in a restored database.
   *
   * @param name what, such as "rows of every table"
   * @param detail how many, or which objects differ
   */
  public record Check(String name, Result result, String detail) {}

  /** Whether everything was restored and verified to know that it can be, or because it had to. */
  public boolean ofDrill() {
    return switch (kind) {
      case DRILL, RESTORE -> level == ProofLevel.VERIFIED;
      case BACKUP -> false;
    };
  }
}
