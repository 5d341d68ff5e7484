package dev.lockgate.core.restore;

import dev.lockgate.core.backup.BackupId;
import java.util.Optional;

/**
 * What a person asked for.
 *
 * @param backup the backup to restore; none asks for the newest of the target database
 * @param confirm what was typed to confirm
 * @param expectHost the host that must be the target; empty for any
 * @param expectDatabase the database that must be the target; empty for any
 */
public record RestoreOrder(
    Optional<BackupId> backup, String confirm, String expectHost, String expectDatabase) {
  /** What must be typed. */
  public static final String CONFIRMATION = "RESTORE";

  /** Reads the input {@code backup}: an id, or {@code latest}. */
  public static Optional<BackupId> backup(String text) {
    return text.equals("latest") ? Optional.empty() : Optional.of(BackupId.parse(text));
  }
}
