package dev.lockgate.image.startup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** What Java wrote down while it ran the steps, brought into a form that can be committed. */
final class ClassList {
  private ClassList() {}

  /**
   * The classes of the runtime and of the libraries, sorted and without numbers of the run; classes
   * of a step, of tests and made by the run itself are left out.
   */
  static List<String> normalise(Collection<String> lines, Collection<Path> libraries)
      throws IOException {
    var ours = new TreeSet<String>();
    for (var jar : libraries) {
      try (var zip = new ZipFile(jar.toFile())) {
        zip.stream()
            .filter(entry -> entry.getName().endsWith(".class"))
            .map(entry -> entry.getName().replaceFirst("\\.class$", ""))
            .forEach(ours::add);
      }
    }
    return lines.stream()
        .flatMap(line -> known(line, ours))
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .toList();
  }

  private static Stream<String> known(String line, Collection<String> ours) {
    var words = List.of(line.split(" ", -1));
    // @cp names constants by their number, which a change of the class moves
    if (line.startsWith("#") || line.startsWith("@cp ") || line.contains(" source: ")) {
      return Stream.empty();
    }
    if (line.startsWith("@lambda-form-invoker")) {
      return Stream.of(line);
    }
    if (line.startsWith("@")) {
      return isKnown(words.get(1), ours) ? Stream.of(line) : Stream.empty();
    }
    return isKnown(words.getFirst(), ours) ? Stream.of(words.getFirst()) : Stream.empty();
  }

  private static boolean isKnown(String name, Collection<String> ours) {
    return ours.contains(name)
        || name.matches("(java|javax|jdk|sun|com/sun|org/xml|org/w3c|org/ietf)/.*");
  }
}
