package dev.lockgate.testkit.actions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a runner makes of a step's lines: commands are obeyed and vanish, everything else is masked
 * and kept. Both streams of the container share its state.
 */
final class StepLog {
  private static final Set<String> COMMANDS =
      Set.of(
          "stop-commands",
          "add-mask",
          "debug",
          "notice",
          "warning",
          "error",
          "group",
          "endgroup",
          "echo",
          "set-env",
          "add-path",
          "set-output",
          "save-state",
          "add-matcher",
          "remove-matcher");
  private static final int PER_LEVEL = 10;
  private static final int MESSAGE = 4096;

  private final Masker masker;
  private final Set<String> registered = new HashSet<>(COMMANDS);
  private final List<String> lines = new ArrayList<>();
  private final List<Annotation> annotations = new ArrayList<>();
  private String stopToken = "";
  private boolean failed;

  StepLog(Masker masker) {
    this.masker = masker;
  }

  /** One line of either stream. */
  synchronized void line(String line) {
    var command = LogCommand.parse(line, registered);
    if (command.isEmpty()) {
      output(line);
    } else if (!stopToken.isEmpty()) {
      whileStopped(line, command.get());
    } else {
      obey(line, command.get());
    }
  }

  /** What the runner itself reports as the step's error. */
  synchronized void runnerError(String message) {
    failed = true;
    runnerNotice(message);
  }

  /** What the runner tells of without failing the step. */
  synchronized void runnerNotice(String message) {
    annotate(Annotation.Level.ERROR, message, Map.of());
  }

  /** Lines after masking. */
  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /** Kept annotations, after masking: ten of each level. */
  synchronized List<Annotation> annotations() {
    return List.copyOf(annotations);
  }

  /** Whether a command or a file could not be obeyed, which fails the step. */
  synchronized boolean failed() {
    return failed;
  }

  private void whileStopped(String line, LogCommand command) {
    output(line);
    if (command.name().equals(stopToken)) {
      registered.remove(stopToken);
      stopToken = "";
    }
  }

  private void obey(String line, LogCommand command) {
    switch (command.name()) {
      case "stop-commands" -> {
        output(line);
        stop(command.data());
      }
      case "add-mask" -> masker.add(command.data());
      case "notice" -> annotate(Annotation.Level.NOTICE, command);
      case "warning" -> annotate(Annotation.Level.WARNING, command);
      case "error" -> annotate(Annotation.Level.ERROR, command);
      case "debug" -> output("##[debug]" + command.data());
      case "group" -> output("##[group]" + command.data());
      case "endgroup" -> output("##[endgroup]");
      case "echo", "add-matcher", "remove-matcher" -> {}
      default -> runnerError("Unable to process command '" + line + "' successfully.");
    }
  }

  /** A token that is a command's name, empty or {@code pause-logging} is refused. */
  private void stop(String token) {
    var name = token.toLowerCase(Locale.ROOT);
    if (name.isBlank() || registered.contains(name) || name.equals("pause-logging")) {
      runnerError("Invalid stop-commands token '" + token + "'.");
      return;
    }
    stopToken = name;
    registered.add(name);
  }

  private void annotate(Annotation.Level level, LogCommand command) {
    annotate(level, command.data(), command.properties());
  }

  private void annotate(Annotation.Level level, String message, Map<String, String> properties) {
    output("##[" + level.name().toLowerCase(Locale.ROOT) + "]" + message);
    if (annotations.stream().filter(a -> a.level() == level).count() < PER_LEVEL) {
      var cut = message.substring(0, Math.min(MESSAGE, message.length()));
      annotations.add(new Annotation(level, masker.mask(cut), kept(properties)));
    }
  }

  private Map<String, String> kept(Map<String, String> properties) {
    var kept = new HashMap<String, String>();
    properties.forEach((key, value) -> kept.put(key, masker.mask(value)));
    kept.computeIfPresent("file", (_, file) -> file.replaceFirst("^/github/workspace/", ""));
    if (!kept.getOrDefault("endline", kept.getOrDefault("line", ""))
        .equals(kept.getOrDefault("line", ""))) {
      kept.remove("col");
      kept.remove("endcolumn");
    }
    return kept;
  }

  private void output(String line) {
    masker.mask(line).lines().forEach(lines::add);
  }
}
