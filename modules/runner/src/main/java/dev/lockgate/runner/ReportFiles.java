package dev.lockgate.runner;

import dev.lockgate.core.step.Ending;
import dev.lockgate.core.step.Handover;
import dev.lockgate.core.step.Unsafe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** The report as files in the workspace, for a later step to upload. */
final class ReportFiles {
  static final String FOLDER = "lockgate-reports";

  private final Path folder;
  private final Path workspace;
  private final Handover handover;

  ReportFiles(Path folder, Path workspace, Handover handover) {
    this.folder = folder;
    this.workspace = workspace;
    this.handover = handover;
  }

  /**
   * The folder, made when missing.
   *
   * @throws Unsafe {@code reports-folder-is-a-link} when the repository put something else there
   */
  Path folder() {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
        && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new Unsafe(
          "reports-folder-is-a-link",
          "`" + FOLDER + "` in the workspace is a file or a symbolic link, not a folder.",
          "Nothing was changed. Reports are written there: remove it from the repository.");
    }
    try {
      Files.createDirectories(folder);
      handover.add(folder);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the report and returns the outputs that say where, relative to the workspace. */
  Map<String, String> write(Ending ending) throws IOException {
    folder();
    return Map.of(
        "report-path", create(ending, ".md", MarkdownSummary.of(ending)),
        "json-path", create(ending, ".json", JsonReport.of(ending)));
  }

  /** A second run of a step in a job keeps the report of the first. */
  private String create(Ending ending, String extension, String text) throws IOException {
    for (var number = 1; ; number++) {
      var name = ending.run().step() + (number == 1 ? "" : "-" + number) + extension;
      try {
        var file = folder.resolve(name);
        Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return file.startsWith(workspace) ? workspace.relativize(file).toString() : file.toString();
      } catch (FileAlreadyExistsException _) {
        // the next number
      }
    }
  }
}
