package dev.lockgate.checks;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Says at the end of a build which tests it did not run, and why. */
public final class TestsLeftOut {
  private TestsLeftOut() {}

  /**
   * Prints one line for each reason.
   *
   * @param arguments the repository's root, the file in which tests wrote that they were left out,
   *     and whether the long sweeps were run
   */
  static void main(String[] arguments) throws IOException {
    var root = Path.of(arguments[0]);
    for (var line : lines(root, Path.of(arguments[1]), Boolean.parseBoolean(arguments[2]))) {
      System.out.println(line);
    }
  }

  /** The lines; a single one says that nothing was left out. */
  static List<String> lines(Path root, Path leftOut, boolean full) throws IOException {
    var lines = new ArrayList<String>();
    if (Files.exists(leftOut)) {
      var names = new TreeSet<>(Files.readAllLines(leftOut));
      lines.add("Not run, because no Docker engine answers: " + listed(names));
    }
    Set<String> sweeps = full ? Set.of() : sweeps(root);
    if (!sweeps.isEmpty()) {
      lines.add("Not run, because -Pfull was not given: " + listed(sweeps));
    }
    return lines.isEmpty() ? List.of("No test was left out.") : lines;
  }

  private static String listed(Collection<String> names) {
    return String.join(", ", names) + " (" + names.size() + ")";
  }

  private static Set<String> sweeps(Path root) throws IOException {
    var sweeps = new TreeSet<String>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            var name = folder.getFileName().toString();
            return name.equals("target") || name.startsWith(".")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            var name = file.getFileName().toString();
            if (name.endsWith("FullIT.java")) {
              sweeps.add(name.replace(".java", ""));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return sweeps;
  }
}
