package dev.lockgate.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The files through which a step hands its outputs and its summary to the runner. */
final class FileCommands {
  /** Above 1 MiB the runner shows nothing at all. */
  private static final int SUMMARY_LIMIT = 1024 * 1024;

  /** What a summary should stay below, in bytes. */
  private static final int SUMMARY_BUDGET = 900 * 1024;

  private final Optional<Path> output;
  private final Optional<Path> summary;

  FileCommands(Environment environment) {
    this.output = environment.file("GITHUB_OUTPUT");
    this.summary = environment.file("GITHUB_STEP_SUMMARY");
  }

  /** How many bytes the summary may still grow by. */
  int summaryBudget() {
    return SUMMARY_BUDGET - summary.map(FileCommands::size).orElse(0);
  }

  /** Appends to the summary of the step, unless that would make the runner drop all of it. */
  void summary(String markdown) {
    summary
        .filter(file -> size(file) + markdown.getBytes(UTF_8).length < SUMMARY_LIMIT)
        .ifPresent(file -> append(file, markdown));
  }

  /** Sets outputs of the step. */
  void outputs(Map<String, String> outputs) {
    output.ifPresent(file -> outputs.forEach((name, value) -> append(file, entry(name, value))));
  }

  /** The delimiter is random, so that no value can end its own entry and begin another. */
  private static String entry(String name, String value) {
    var delimiter = "ghadelimiter_" + UUID.randomUUID();
    return name + "<<" + delimiter + "\n" + value + "\n" + delimiter + "\n";
  }

  private static int size(Path file) {
    try {
      return Files.exists(file) ? Math.toIntExact(Files.size(file)) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void append(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
