package dev.lockgate.postgres.programs;

import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepFailure;
import java.util.Optional;

/** A replica that had to choose between the backup and what its primary had done meanwhile. */
public final class ReplicaFailure {
  private ReplicaFailure() {}

  /** What a server's words mean, when they are about that. */
  public static Optional<StepFailure> in(String words) {
    if (!words.contains("conflict with recovery")) {
      return Optional.empty();
    }
    return Optional.of(
        new OutsideFailed(
            "replica-conflict",
            "The replica ended the backup: its primary removed or locked what the backup was still"
                + " reading ("
                + words
                    .lines()
                    .filter(line -> line.contains("conflict"))
                    .findFirst()
                    .orElse("")
                    .strip()
                + ").",
            "Nothing was changed and no backup was made. Set `hot_standby_feedback = on` on the"
                + " replica or raise its `max_standby_streaming_delay`, choose a quieter time, or"
                + " back up the primary."));
  }
}
