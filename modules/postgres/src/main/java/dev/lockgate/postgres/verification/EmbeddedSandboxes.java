package dev.lockgate.postgres.verification;

import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.routine.Sandboxes;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.verification.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Sandboxes in the servers inside the image. */
public final class EmbeddedSandboxes implements Sandboxes {
  private final Duration deadline;
  private final Cancellation cancellation;

  /**
   * Sandboxes.
   *
   * @param deadline how long loading may take
   */
  public EmbeddedSandboxes(Duration deadline, Cancellation cancellation) {
    this.deadline = deadline;
    this.cancellation = cancellation;
  }

  @Override
  public long freeBytes() {
    try {
      return Files.getFileStore(Path.of(System.getProperty("java.io.tmpdir"))).getUsableSpace();
    } catch (IOException _) {
      return 0; // what cannot be measured is not relied on
    }
  }

  @Override
  public Sandbox open(Manifest manifest) {
    return ShadowSandbox.embedded(manifest, deadline, cancellation);
  }
}
