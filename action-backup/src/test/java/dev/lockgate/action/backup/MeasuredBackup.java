package dev.lockgate.action.backup;

import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.Run;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.runner.Inputs;
import dev.lockgate.testkit.speed.Cost;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;

/** The step in a process of its own, which says what it cost up to a point of its log. */
final class MeasuredBackup {
  /** What it prints before the figures of a point. */
  static final String MARK = "MARK ";

  private MeasuredBackup() {}

  /** Inputs and their values, in turns; the first two words are the point and the workspace. */
  static void main(String[] words) {
    var values = new HashMap<String, String>();
    for (int i = 2; i < words.length; i += 2) {
      values.put(words[i], words[i + 1]);
    }
    var workspace = Path.of(words[1]);
    var run = new Run("backup", "ada", "acme/shop", "", "", "", "", "", 1);
    var context = new StepContext(run, workspace, workspace, log(words[0]), new Cancellation());
    BackupAction.backup(new Inputs(values, workspace), context);
  }

  private static Log log(String point) {
    return new Log() {
      @Override
      public void info(String line) {
        if (line.startsWith(point)) {
          var began = ProcessHandle.current().info().startInstant().orElseThrow();
          System.out.println(
              MARK
                  + Duration.between(began, Instant.now()).toMillis()
                  + " "
                  + Cost.soFar("self").toMillis());
        }
      }

      @Override
      public void untrusted(String text) {}
    };
  }
}
