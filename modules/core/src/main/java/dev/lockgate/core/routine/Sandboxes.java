package dev.lockgate.core.routine;

import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.verification.Sandbox;

/** Where a backup can be restored to prove it. */
public interface Sandboxes {
  /** How many bytes a restored database may take. */
  long freeBytes();

  /**
   * Opens a place for a backup.
   *
   * @throws dev.lockgate.core.step.StepFailure when none can be had here
   */
  Sandbox open(Manifest manifest);
}
