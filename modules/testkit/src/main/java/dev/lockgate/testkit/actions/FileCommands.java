package dev.lockgate.testkit.actions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The files through which a step speaks to the runner; fresh and empty for each step. */
final class FileCommands {
  private static final List<String> FILES =
      List.of("add_path", "set_env", "set_output", "save_state", "step_summary");
  private static final int SUMMARY = 1024 * 1024;

  private final Path folder;
  private final String suffix = "_" + UUID.randomUUID();

  FileCommands(Workspace workspace) {
    folder = workspace.fileCommands();
    try {
      for (var file : FILES) {
        Files.createFile(path(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    workspace.own(folder);
  }

  /** {@code GITHUB_OUTPUT} and its siblings, as paths of the host. */
  Map<String, String> environment() {
    var environment = new LinkedHashMap<String, String>();
    environment.put("GITHUB_PATH", path("add_path").toString());
    environment.put("GITHUB_ENV", path("set_env").toString());
    environment.put("GITHUB_OUTPUT", path("set_output").toString());
    environment.put("GITHUB_STATE", path("save_state").toString());
    environment.put("GITHUB_STEP_SUMMARY", path("step_summary").toString());
    return environment;
  }

  Map<String, String> outputs(StepLog log) {
    return values("set_output", log);
  }

  Map<String, String> exported(StepLog log) {
    return values("set_env", log);
  }

  Map<String, String> state(StepLog log) {
    return values("save_state", log);
  }

  /** The summary before masking. */
  String rawSummary() {
    return read("step_summary");
  }

  /** The summary as it is shown: masked line by line; too big, and nothing is shown. */
  String summary(StepLog log, Masker masker) {
    var text = rawSummary();
    var size = text.getBytes(StandardCharsets.UTF_8).length;
    if (size > SUMMARY) {
      log.runnerNotice(
          "$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got "
              + size / 1024
              + "k.");
      return "";
    }
    return text.lines().map(masker::mask).collect(Collectors.joining("\n"));
  }

  private Map<String, String> values(String file, StepLog log) {
    try {
      return NameValues.parse(read(file));
    } catch (IllegalArgumentException e) {
      log.runnerError("Unable to process file command '" + file + "' successfully.");
      log.runnerError(String.valueOf(e.getMessage()));
      return Map.of();
    }
  }

  private String read(String file) {
    try {
      return Files.readString(path(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path path(String file) {
    return folder.resolve(file + suffix);
  }
}
