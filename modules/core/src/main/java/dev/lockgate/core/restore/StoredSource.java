package dev.lockgate.core.restore;

import dev.lockgate.core.backup.ArchiveCheck;
import dev.lockgate.core.backup.ArchiveReader;
import dev.lockgate.core.backup.BackupStore;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.Packing;
import java.util.Optional;

/** A backup of a store. */
record StoredSource(BackupStore store, Packing packing, Manifest backup) implements RestoreSource {
  @Override
  public String name() {
    return backup.id().toString();
  }

  @Override
  public Optional<Manifest> manifest() {
    return Optional.of(backup);
  }

  @Override
  public Form form() {
    return Form.ARCHIVE;
  }

  @Override
  public int serverMajor() {
    return backup.server().major();
  }

  @Override
  public int client() {
    return backup.server().client();
  }

  @Override
  public String sha256() {
    return backup.archive().stored().sha256();
  }

  @Override
  public void read(ArchiveReader reader) {
    ArchiveCheck.read(store.read(backup), packing, backup.archive(), reader);
  }

  @Override
  public void begin(ArchiveReader reader) {
    ArchiveCheck.begin(store.read(backup), packing, backup.archive(), reader);
  }
}
