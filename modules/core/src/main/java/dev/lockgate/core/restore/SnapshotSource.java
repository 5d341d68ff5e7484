package dev.lockgate.core.restore;

import dev.lockgate.core.backup.ArchiveReader;
import dev.lockgate.core.provider.ProviderSnapshot;
import java.util.Optional;

/**
 * A provider's snapshot as gates and records name it; what is in it, only the provider can read.
 *
 * @param found none when a time is wanted, or when nothing is called so
 */
record SnapshotSource(Wanted.Snapshot wanted, Optional<ProviderSnapshot> found)
    implements RestoreSource {
  @Override
  public String name() {
    return found.map(one -> Wanted.SNAPSHOT + one.name()).orElse(wanted.toString());
  }

  @Override
  public Form form() {
    return Form.ARCHIVE;
  }

  @Override
  public void read(ArchiveReader reader) {
    throw new UnsupportedOperationException(name() + " is the provider's");
  }
}
