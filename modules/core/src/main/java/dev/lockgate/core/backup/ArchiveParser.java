package dev.lockgate.core.backup;

import java.io.InputStream;

/** Reads every entry and every row of a plain archive, and makes nothing of it. */
public interface ArchiveParser {
  /**
   * Parses an archive to its end.
   *
   * @param from the server and the program that the archive was made by
   * @throws dev.lockgate.core.step.StepFailure {@code archive-unreadable}
   */
  void parse(Manifest.Server from, InputStream plain);
}
