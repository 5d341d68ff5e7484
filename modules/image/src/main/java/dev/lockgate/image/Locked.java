package dev.lockgate.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** A line of {@code packages.lock}: the one file that stands for a package. */
record Locked(
    String suite, String name, String version, String architecture, String sha256, long size) {
  private static final String HEADER =
      "# suite\tpackage\tversion\tarchitecture\tsha256\tsize; written by ./mvnw -Prelock -pl"
          + " modules/image process-classes";

  static List<Locked> read(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split("\t", -1))
        .map(word ->
            new Locked(word[0], word[1], word[2], word[3], word[4], Long.parseLong(word[5])))
        .toList();
  }

  static void write(Path file, Collection<Locked> packages) throws IOException {
    var lines = new ArrayList<String>();
    lines.add(HEADER);
    packages.stream()
        .sorted(Comparator.comparing(Locked::suite).thenComparing(Locked::name))
        .map(Locked::line)
        .forEach(lines::add);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, lines);
  }

  private String line() {
    return String.join("\t", suite, name, version, architecture, sha256, Long.toString(size));
  }

  boolean isFor(Wanted wanted) {
    return suite.equals(wanted.suite()) && name.equals(wanted.name());
  }

  /** How apt names it. */
  String pinned() {
    return name + "=" + version;
  }
}
