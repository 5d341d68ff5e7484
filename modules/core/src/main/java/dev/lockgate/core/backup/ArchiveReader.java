package dev.lockgate.core.backup;

import java.io.IOException;
import java.io.InputStream;

/** Reads an archive as pg_dump wrote it, to parse it or to load it. */
@FunctionalInterface
public interface ArchiveReader {
  /**
   * Reads the archive; may leave a rest unread.
   *
   * @throws dev.lockgate.core.step.StepFailure when the archive is not one, or cannot be loaded
   */
  void read(InputStream plain) throws IOException;
}
