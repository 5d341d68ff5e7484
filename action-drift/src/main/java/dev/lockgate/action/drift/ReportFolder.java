package dev.lockgate.action.drift;

import dev.lockgate.clients.snapshot.StoredSchemaJson;
import dev.lockgate.core.drift.DriftFiles;
import dev.lockgate.core.snapshot.StoredSchema;
import dev.lockgate.core.step.StepContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a drift, beside its report. */
final class ReportFolder implements DriftFiles {
  private final StepContext context;

  ReportFolder(StepContext context) {
    this.context = context;
  }

  @Override
  public String schema(StoredSchema schema) {
    return write("schema", ".json", StoredSchemaJson.write(schema));
  }

  @Override
  public String sql(String name, String text) {
    int dot = name.lastIndexOf('.');
    return write(name.substring(0, dot), name.substring(dot), text);
  }

  /** A second run of the step in a job keeps the files of the first. */
  private String write(String name, String extension, String text) {
    for (int number = 1; ; number++) {
      var file = context.reports().resolve(name + (number == 1 ? "" : "-" + number) + extension);
      try {
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        Files.writeString(file, text);
        return named(file);
      } catch (FileAlreadyExistsException _) {
        // the next number
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** As outputs name it: relative to the workspace, which later steps see elsewhere. */
  private String named(Path file) {
    var workspace = context.workspace();
    return (file.startsWith(workspace) ? workspace.relativize(file) : file).toString();
  }
}
