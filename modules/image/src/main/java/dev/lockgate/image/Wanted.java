package dev.lockgate.image;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A line of {@code packages.txt}: a package, its suite, what it is for and which of its files are
 * kept.
 */
record Wanted(String use, String suite, String name, List<String> globs) {
  private static final Pattern DOCUMENTATION = Pattern.compile("usr/share/doc/[^/]+(/copyright)?");

  Wanted {
    globs = List.copyOf(globs);
  }

  static List<Wanted> read(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(Wanted::parse)
        .toList();
  }

  private static Wanted parse(String line) {
    var words = List.of(line.split("\\s+", -1));
    if (words.size() < 4) {
      throw new BuildFailure(
          "packages.txt: expected `for suite package files`, got `" + line + "`");
    }
    return new Wanted(words.get(0), words.get(1), words.get(2), words.subList(3, words.size()));
  }

  /** Whether any of it reaches a user. */
  boolean isShipped() {
    return !use.equals("compiler");
  }

  /** Whether a file (or link) of the package is kept: what the globs name, and copyright files. */
  boolean keeps(Path path, boolean link) {
    return documents(path, link)
        || globs.stream().map(Wanted::matcher).anyMatch(matcher -> matcher.matches(path));
  }

  /** Whether a file is the copyright file of the package, or a link that leads to it. */
  boolean documents(Path path, boolean link) {
    var documentation = DOCUMENTATION.matcher(path.toString());
    return documentation.matches() && (link || documentation.group(1) != null);
  }

  private static PathMatcher matcher(String glob) {
    return FileSystems.getDefault().getPathMatcher("glob:" + glob);
  }
}
