package dev.lockgate.core.backup;

import java.io.InputStream;
import java.io.OutputStream;

/** A backup on its way into a store. Closing it before the commit leaves nothing behind. */
public interface ArchiveWriter extends AutoCloseable {
  /**
   * Where the archive's bytes go, once; closing it says that all were written.
   *
   * @return a stream whose methods throw {@link dev.lockgate.core.step.StepFailure} when the store
   *     cannot take them
   */
  OutputStream stream();

  /** What the store now holds, from the first byte, read from where it lies. */
  InputStream readBack();

  /**
   * Makes the backup exist.
   *
   * @return the sha256 of the stored manifest
   * @throws dev.lockgate.core.step.StepFailure when the store refuses; the backup does not exist
   */
  String commit(Manifest manifest);

  /** Gives up what was not committed. */
  @Override
  void close();
}
