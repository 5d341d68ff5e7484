package dev.lockgate.image.startup;

import dev.lockgate.image.Digest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Refuses to build an image whose jars are not the very ones that the start-up archive was made of.
 * Java itself compares size and time only, and in an image all times are the same.
 */
record Gate(Map<String, String> expected) {
  private static final String DIGESTS = "jars.sha256";

  Gate {
    expected = Map.copyOf(expected);
  }

  /** Takes the layer with the archive, and the class path of a step without its own classes. */
  static void main(String[] arguments) throws IOException {
    var jars =
        List.of(arguments[1].split(File.pathSeparator, -1)).stream()
            .map(Path::of)
            .filter(Files::isRegularFile)
            .toList();
    var differences = read(Path.of(arguments[0])).differences(jars);
    if (!differences.isEmpty()) {
      System.err.printf(
          "[image] The start-up archive was made of other jars than this image gets: %s.%n"
              + "[image] Build modules/image/startup together with the steps (`-am`), and give"
              + " every step the same dependencies.%n",
          String.join(", ", differences));
      System.exit(1);
    }
  }

  /** What an archive was made of. */
  static Gate read(Path layer) throws IOException {
    return new Gate(
        Files.readAllLines(layer.resolve(DIGESTS)).stream()
            .map(line -> line.split(" {2}", 2))
            .collect(Collectors.toMap(words -> words[1], words -> words[0])));
  }

  static void write(Path layer, List<Path> jars) throws IOException {
    var lines = new ArrayList<String>();
    for (var jar : jars) {
      lines.add(Digest.of(jar) + "  " + jar.getFileName());
    }
    Files.write(layer.resolve(DIGESTS), lines);
  }

  /** The names of jars that are missing, too many, or of another content. */
  List<String> differences(List<Path> jars) throws IOException {
    var found = new TreeSet<>(expected.keySet());
    for (var jar : jars) {
      var name = jar.getFileName().toString();
      if (Digest.of(jar).equals(expected.get(name))) {
        found.remove(name);
      } else {
        found.add(name);
      }
    }
    return List.copyOf(found);
  }
}
