package dev.lockgate.action.restore;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the step in a process of its own and ends it as soon as it says some words. */
final class KilledStep {
  /** How a step is ended. */
  enum How {
    /** {@code kill -9}: nothing of it can react. */
    KILL,
    /** As GitHub cancels a run: SIGINT, and time to unwind. */
    INTERRUPT
  }

  private KilledStep() {}

  /**
   * Runs it.
   *
   * @param flags inputs and their values, in turns
   * @return whether the words were said, so that the step was ended
   */
  static boolean run(Path workspace, How how, String words, List<String> flags) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED"));
    for (var property : List.of("lockgate.root", "lockgate.rootfs")) {
      var value = System.getProperty(property);
      if (value != null) {
        command.add("-D" + property + "=" + value);
      }
    }
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), StepProcess.class.getName()));
    command.addAll(flags);
    try {
      var process =
          new ProcessBuilder(command)
              .directory(workspace.toFile())
              .redirectErrorStream(true)
              .start();
      return watch(process, how, words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean watch(Process process, How how, String words) throws IOException {
    var said = false;
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!said && line.contains(words)) {
          said = true;
          end(process, how);
        }
      }
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return said;
  }

  private static void end(Process process, How how) throws IOException {
    switch (how) {
      case KILL ->
          process.toHandle().destroyForcibly(); // by its handle: what it said is still read
      case INTERRUPT -> new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
    }
  }
}
