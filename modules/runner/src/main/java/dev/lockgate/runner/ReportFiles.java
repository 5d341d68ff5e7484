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

  /** Files with names of their own, still empty. */
  record Reserved(Path markdown, Path json) {
    void fill(Ending ending) throws IOException {
      Files.writeString(markdown, MarkdownSummary.of(ending));
      Files.writeString(json, JsonReport.of(ending));
    }
  }

  /** Reserves the files of a report; a second run of a step in a job keeps those of the first. */
  Reserved reserve(String step) throws IOException {
    folder();
    return new Reserved(create(step, ".md"), create(step, ".json"));
  }

  /** A file as outputs name it: relative to the workspace, which later steps see elsewhere. */
  String name(Path file) {
    return (file.startsWith(workspace) ? workspace.relativize(file) : file).toString();
  }

  private Path create(String step, String extension) throws IOException {
    for (var number = 1; ; number++) {
      try {
        var name = step + (number == 1 ? "" : "-" + number) + extension;
        return Files.createFile(folder.resolve(name));
      } catch (FileAlreadyExistsException _) {
        // the next number
      }
    }
  }
}
