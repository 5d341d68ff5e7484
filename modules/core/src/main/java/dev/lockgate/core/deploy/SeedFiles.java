package dev.lockgate.core.deploy;

import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.BadInputs.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the SQL files of a seed once: what is checked is what runs. */
public final class SeedFiles {
  private SeedFiles() {}

  /**
   * The files of a seed, by name.
   *
   * @param workspace the repository
   * @param place a file, or a folder whose files are read and whose folders are not
   * @throws BadInputs {@code seed-unreadable}
   */
  public static List<Seed.File> read(Path workspace, Path place) {
    var files = new ArrayList<Seed.File>();
    try {
      if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
        try (var list = Files.list(place)) {
          for (var path : list.sorted().toList()) {
            if (path.toString().endsWith(".sql")) {
              files.add(file(workspace, path));
            }
          }
        }
      } else {
        files.add(file(workspace, place));
      }
    } catch (IOException e) {
      throw unreadable(
          workspace, place, "could not be read (" + e.getClass().getSimpleName() + ")");
    }
    return List.copyOf(files);
  }

  private static Seed.File file(Path workspace, Path path) throws IOException {
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      throw unreadable(workspace, path, "is no regular file");
    }
    return new Seed.File(
        workspace.relativize(path).toString().replace('\\', '/'), Files.readString(path));
  }

  private static BadInputs unreadable(Path workspace, Path path, String what) {
    return new BadInputs(
        "seed-unreadable",
        new Problem("seed", "`" + workspace.relativize(path) + "` " + what),
        "Nothing was changed. Name a file or a folder of SQL files: `seed: db/seed`.");
  }
}
