package dev.lockgate.action.diff;

import dev.lockgate.clients.plan.PlanJson;
import dev.lockgate.core.plan.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where plans are kept: beside the reports, for a later step to upload. */
record PlanFolder(Path folder, Path workspace) {
  /** Writes a plan; a second one of a job gets a number. The path is relative to the workspace. */
  String write(Plan plan, PlanJson.Beside beside) {
    try {
      var file = create();
      Files.writeString(file, PlanJson.write(plan, beside));
      return (file.startsWith(workspace) ? workspace.relativize(file) : file).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path create() throws IOException {
    for (var number = 1; ; number++) {
      try {
        return Files.createFile(
            folder.resolve("plan" + (number == 1 ? "" : "-" + number) + ".json"));
      } catch (FileAlreadyExistsException _) {
        // the next number
      }
    }
  }
}
