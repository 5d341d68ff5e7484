package dev.lockgate.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where this repository lies. */
public final class Repository {
  private Repository() {}

  /** The folder with the root pom and {@code mvnw}. */
  public static Path root() {
    var root = System.getProperty("lockgate.root");
    if (root != null) {
      return Path.of(root);
    }
    for (var path = Path.of("").toAbsolutePath(); path != null; path = path.getParent()) {
      if (Files.exists(path.resolve("mvnw"))) {
        return path;
      }
    }
    throw new IllegalStateException("run from inside the repository, or set -Dlockgate.root");
  }
}
