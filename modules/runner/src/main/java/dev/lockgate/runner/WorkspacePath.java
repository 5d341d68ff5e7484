package dev.lockgate.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A path of an input, which stays inside the workspace. */
final class WorkspacePath {
  private static final String EXPECTED =
      "expected a path inside the workspace such as `db/migration`";

  private WorkspacePath() {}

  static Path parse(Path workspace, String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException(EXPECTED);
    }
    var path = resolve(workspace, text);
    if (!path.startsWith(workspace)) {
      throw new IllegalArgumentException(EXPECTED + ", not one that leads out of it");
    }
    if (!realParent(path).startsWith(real(workspace))) {
      throw new IllegalArgumentException(EXPECTED + ", not a symbolic link that leads out of it");
    }
    return path;
  }

  private static Path resolve(Path workspace, String text) {
    try {
      return workspace.resolve(text).normalize();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(EXPECTED, e);
    }
  }

  /** The real place of the longest part of the path that exists. */
  private static Path realParent(Path path) {
    for (var part = path; part != null; part = part.getParent()) {
      if (Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
        return real(part);
      }
    }
    return path;
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new IllegalArgumentException(EXPECTED + ", not one that cannot be followed", e);
    }
  }
}
