package dev.lockgate.core.backup;

import java.util.List;

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

  /** The backup's name. */
  public BackupId id() {
    return manifest.id();
  }

  /** The highest level that was proven. */
  public ProofLevel level() {
    return proofs.stream().map(Proof::level).reduce(manifest.level(), ProofLevel::or);
  }
}
