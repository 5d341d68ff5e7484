package dev.lockgate.core.backup;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;

/**
 * Where backups are kept. An archive streams in; its manifest, written once, makes it exist. What
 * is learnt about it later lies beside it, as proofs.
 */
public interface BackupStore {
  /**
   * Begins a backup; nothing of it is listed before its manifest is committed.
   *
   * @param ending of the stored archive, such as {@code .dump.zst}
   * @param expected how many bytes there will be at most, about; decides the size of parts
   * @throws dev.lockgate.core.step.StepFailure when the store cannot be written to
   */
  ArchiveWriter open(BackupId id, String ending, long expected);

  /** The backups that have a manifest, the newest first. */
  List<BackupId> list();

  /**
   * The manifest of a backup, its own digest checked.
   *
   * @throws dev.lockgate.core.step.StepFailure {@code backup-not-found}, {@code manifest-damaged}
   */
  Manifest manifest(BackupId id);

  /**
   * The sha256 of a backup's stored manifest, as an audit row and a proof carry it.
   *
   * @throws dev.lockgate.core.step.StepFailure as {@link #manifest}
   */
  String manifestSha256(BackupId id);

  /**
   * The stored archive of a backup, from its first byte.
   *
   * @throws dev.lockgate.core.step.StepFailure {@code backup-not-found}, {@code store-unreadable};
   *     also from the stream's own methods
   */
  InputStream read(Manifest manifest);

  /**
   * Adds what was learnt about a backup; nothing is replaced.
   *
   * @throws dev.lockgate.core.step.StepFailure when the store cannot be written to
   */
  void addProof(Proof proof);

  /**
   * All that was learnt about a backup, the oldest first; a proof that is damaged counts for
   * nothing and is left out.
   */
  List<Proof> proofs(BackupId id);

  /**
   * Removes a backup: its manifest first, so that it no longer exists, then the rest.
   *
   * @throws dev.lockgate.core.step.StepFailure {@code store-delete-refused} when the credential may
   *     not; the backup is whole then
   */
  void remove(BackupId id);

  /**
   * Removes what backups that began before a time and never got a manifest left behind.
   *
   * @return their names
   * @throws dev.lockgate.core.step.StepFailure {@code store-delete-refused}
   */
  List<String> sweep(Instant before);

  /** Where the archive lies, for people and later steps: a path or an address without secrets. */
  String archivePlace(Manifest manifest);

  /** Where the manifest lies. */
  String manifestPlace(BackupId id);
}
