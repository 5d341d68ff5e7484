package dev.lockgate.action.drift;

import dev.lockgate.core.policy.BaseFiles;
import dev.lockgate.core.step.OutsideFailed;
import java.util.Map;
import java.util.Optional;

/** Drift has no token to read a base branch with: on a pull request the defaults hold. */
final class NoBase implements BaseFiles {
  @Override
  public Optional<String> read(String path) {
    throw unreadable();
  }

  @Override
  public Map<String, String> list(String folder) {
    throw unreadable();
  }

  private static OutsideFailed unreadable() {
    return new OutsideFailed(
        "base-unreadable",
        "Drift does not read the base branch of a pull request.",
        "Run drift on the default branch, on a schedule.");
  }
}
