package dev.lockgate.action.deploy;

import dev.lockgate.core.backup.StoreUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** How much a store can take, as far as it can be told from here. */
final class Space {
  /** Left for everything else that the job writes. */
  private static final long SPARE = 1L << 30;

  private Space() {}

  /** The disk of a folder; a store elsewhere has no end that is known. */
  static long of(Optional<StoreUrl> store, Path workspace) {
    if (store.filter(StoreUrl.Folder.class::isInstance).isEmpty()) {
      return Long.MAX_VALUE;
    }
    try {
      return Math.max(0, Files.getFileStore(workspace).getUsableSpace() - SPARE);
    } catch (IOException _) {
      return Long.MAX_VALUE;
    }
  }
}
