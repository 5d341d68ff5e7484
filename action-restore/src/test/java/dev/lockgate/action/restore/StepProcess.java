package dev.lockgate.action.restore;

import dev.lockgate.runner.Step;
import java.util.LinkedHashMap;

/** The step in a process of its own, so that it can be killed. */
final class StepProcess {
  private StepProcess() {}

  public static void main(String[] flags) {
    var values = new LinkedHashMap<String, String>();
    for (int i = 0; i < flags.length; i += 2) {
      values.put(flags[i], flags[i + 1]);
    }
    System.exit(Step.inShell("restore", values, System.out).run(RestoreAction::restore));
  }
}
