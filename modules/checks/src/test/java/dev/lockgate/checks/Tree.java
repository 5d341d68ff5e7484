package dev.lockgate.checks;

import dev.lockgate.testkit.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of the repository that git knows. */
final class Tree {
  static final Path ROOT = Repository.root();
  static final List<String> STEPS = List.of("backup", "diff", "deploy", "drift", "restore");

  private Tree() {}

  /** Paths relative to the root; links and files removed from the disk are left out. */
  static List<Path> files() {
    try {
      var git =
          new ProcessBuilder("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
              .directory(ROOT.toFile())
              .redirectErrorStream(true)
              .start();
      var text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (git.waitFor() != 0) {
        throw new IllegalStateException("git ls-files failed: " + text);
      }
      return paths(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Files whose name ends so. */
  static List<Path> files(String ending) {
    return files().stream().filter(file -> file.toString().endsWith(ending)).toList();
  }

  /** Java sources that ship. */
  static List<Path> sources() {
    return files(".java").stream()
        .filter(file -> file.toString().contains("src/main/java"))
        .toList();
  }

  /** The text of a file; bytes that are no text become the replacement character. */
  static String read(Path file) {
    try {
      return new String(Files.readAllBytes(ROOT.resolve(file)), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> paths(String text) {
    return List.of(text.split("\0", -1)).stream()
        .filter(name -> !name.isEmpty())
        .map(Path::of)
        .filter(path -> Files.isRegularFile(ROOT.resolve(path)))
        .toList();
  }
}
