package dev.lockgate.core.backup;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A backup in a store with all that is known of it.
 *
 * @param proofs what was learnt after its manifest was written, the oldest first
 */
public record Kept(Manifest manifest, List<Proof> proofs) {
  public Kept {
    proofs = List.copyOf(proofs);
  }

  /** A backup of a store. */
  public static Kept of(BackupStore store, BackupId id) {
    return new Kept(store.manifest(id), store.proofs(id));
  }

  /** The backups of a database, the newest first; read one by one as they are asked for. */
  public static Stream<Kept> of(BackupStore store, String database) {
    return store.list().stream()
        .filter(id -> id.database().equals(database))
        .map(id -> of(store, id));
  }

  /** The newest verified backup of a database. */
  public static Optional<Kept> newestVerified(BackupStore store, String database) {
    return of(store, database).filter(kept -> kept.level() == ProofLevel.VERIFIED).findFirst();
  }

  /** The backup's name. */
  public BackupId id() {
    return manifest.id();
  }

  /** The highest level that was proven. */
  public ProofLevel level() {
    return proofs.stream().map(Proof::level).reduce(manifest.level(), ProofLevel::or);
  }
}
