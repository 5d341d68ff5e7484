package dev.lockgate.demo;

import dev.lockgate.runner.Step;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells the story: runs steps, keeps their summaries, and notes what was proven. */
final class Teller {
  private final PrintStream out;
  private final Path reports;
  private final List<String> summaries = new ArrayList<>();
  private final List<String> proven = new ArrayList<>();
  private final List<String> failed = new ArrayList<>();

  Teller(PrintStream out, Path workspace) {
    this.out = out;
    this.reports = workspace.resolve("lockgate-reports");
  }

  /** What happens between the steps. */
  void tell(String sentence) {
    out.println("\n>>> " + sentence);
  }

  /**
   * Runs a step as a person with a shell would; its summary is printed.
   *
   * @return its exit code
   */
  int run(String name, Map<String, String> inputs, Step.Work work) {
    out.println("\n" + "#".repeat(100) + "\n# lockgate " + name + "\n" + "#".repeat(100));
    var before = reportFiles();
    var exit = Step.inShell(name, inputs, out).run(work);
    var added = new HashSet<>(reportFiles());
    added.removeAll(before);
    added.forEach(file -> summaries.add(read(file)));
    return exit;
  }

  /** Notes a claim and whether it holds. */
  void prove(boolean holds, String claim) {
    (holds ? proven : failed).add(claim);
  }

  /** Says what was proven. */
  boolean conclude() {
    out.println("\n" + "=".repeat(100) + "\nWhat was proven");
    proven.forEach(claim -> out.println("  yes  " + claim));
    failed.forEach(claim -> out.println("  NO   " + claim));
    return failed.isEmpty();
  }

  /** The Markdown of every step so far, in order. */
  List<String> summaries() {
    return List.copyOf(summaries);
  }

  private Set<Path> reportFiles() {
    if (!Files.isDirectory(reports)) {
      return Set.of();
    }
    try (var files = Files.newDirectoryStream(reports, "*.md")) {
      var found = new HashSet<Path>();
      files.forEach(found::add);
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
