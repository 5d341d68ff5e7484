package dev.lockgate.clients.snapshot;

import dev.lockgate.core.snapshot.StoredSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A schema snapshot that a workflow names. */
public final class SnapshotFile {
  private static final String EXPECTED =
      "expected a file that an earlier drift wrote, such as `lockgate-reports/schema.json`; ";

  private SnapshotFile() {}

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  public static StoredSchema read(Path file) {
    try {
      return StoredSchemaJson.read(Files.readString(file));
    } catch (IOException _) {
      throw new IllegalArgumentException(EXPECTED + "there is no such file, or it cannot be read");
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(EXPECTED + e.getMessage(), e);
    }
  }
}
