package dev.lockgate.testkit;

import dev.lockgate.core.backup.BackupStore;

class MemoryStoreTest extends BackupStoreContract {
  private final MemoryStore store = new MemoryStore();

  @Override
  protected BackupStore store() {
    return store;
  }
}
