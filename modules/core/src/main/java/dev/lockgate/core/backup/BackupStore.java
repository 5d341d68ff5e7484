package dev.lockgate.core.backup;

import java.io.InputStream;
import java.util.List;

/** Where backups are kept. An archive streams in; its manifest, written once, makes it exist. */
public interface BackupStore {
  /**
   * Begins a backup; nothing of it is listed before its manifest is committed.
   *
   * @throws dev.lockgate.core.step.StepFailure when the store cannot be written to
   */
  ArchiveWriter open(BackupId id);

  /** The backups that have a manifest, the newest first. */
  List<BackupId> list();

  /**
   * The manifest of a backup, its own digest checked.
   *
   * @throws dev.lockgate.core.step.StepFailure {@code backup-not-found}, {@code manifest-damaged}
   */
  Manifest manifest(BackupId id);

  /**
   * The stored archive of a backup, from its first byte.
   *
   * @throws dev.lockgate.core.step.StepFailure {@code backup-not-found}, {@code store-unreadable};
   *     also from the stream's own methods
   */
  InputStream read(BackupId id);

  /** Where the archive lies, for people and later steps: a path or an address without secrets. */
  String archivePlace(BackupId id);

  /** Where the manifest lies. */
  String manifestPlace(BackupId id);
}
