package dev.lockgate.cli;

import dev.lockgate.action.backup.BackupAction;
import dev.lockgate.action.deploy.DeployAction;
import dev.lockgate.action.diff.DiffAction;
import dev.lockgate.action.drift.DriftAction;
import dev.lockgate.action.restore.RestoreAction;
import dev.lockgate.runner.Step;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The five steps; loaded only by a command that needs one. */
final class Steps {
  private static final Map<String, Step.Work> STEPS = new LinkedHashMap<>();

  static {
    STEPS.put("backup", BackupAction::backup);
    STEPS.put("diff", DiffAction::diff);
    STEPS.put("deploy", DeployAction::deploy);
    STEPS.put("drift", DriftAction::drift);
    STEPS.put("restore", RestoreAction::restore);
  }

  private Steps() {}

  static Set<String> names() {
    return STEPS.keySet();
  }

  /** The work of a step; null when there is no such step. */
  static Step.@Nullable Work of(String name) {
    return STEPS.get(name);
  }
}
