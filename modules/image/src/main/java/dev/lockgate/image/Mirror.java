package dev.lockgate.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where this machine gets Debian from. Signatures are checked by apt against the keys in the
 * repository, so the place decides only whether there is an answer.
 */
final class Mirror {
  private static final Set<String> SUITES =
      Set.of("bookworm", "trixie", "forky", "sid", "oldstable", "stable", "testing", "unstable");
  private static final Pattern DEFAULT = Pattern.compile("https?://[^\\s\"'$]+/debian\\b");
  private static final Pattern OPTIONS = Pattern.compile("\\[[^]]*]");

  private final Path sources;
  private final Map<String, String> environment;

  Mirror(Path sources, Map<String, String> environment) {
    this.sources = sources;
    this.environment = Map.copyOf(environment);
  }

  /**
   * The address: {@code LOCKGATE_DEBIAN_MIRROR}, else this machine's own Debian source, else
   * debootstrap's.
   */
  String address(Path scratch) throws IOException {
    var given = environment.getOrDefault("LOCKGATE_DEBIAN_MIRROR", "");
    if (!given.isBlank()) {
      return given;
    }
    var own = fromSources();
    return own.isPresent() ? own.get() : fromDebootstrap(scratch);
  }

  /**
   * The first source of this machine that holds a Debian suite; one that ends with {@code /debian}
   * is preferred.
   */
  Optional<String> fromSources() throws IOException {
    var found = new ArrayList<String>();
    for (var file : sourceFiles()) {
      var text = Files.readString(file);
      found.addAll(file.toString().endsWith(".sources") ? stanzas(text) : lines(text));
    }
    return found.stream().min(Comparator.comparing(address -> !address.matches(".*/debian/?")));
  }

  private List<Path> sourceFiles() throws IOException {
    var parts = sources.resolve("sources.list.d");
    if (!Files.isDirectory(parts)) {
      return Stream.of(sources.resolve("sources.list")).filter(Files::isRegularFile).toList();
    }
    try (var listed = Files.list(parts)) {
      return Stream.concat(Stream.of(sources.resolve("sources.list")), listed.sorted())
          .filter(file -> file.toString().matches(".*\\.(list|sources)"))
          .filter(Files::isRegularFile)
          .toList();
    }
  }

  private static List<String> stanzas(String text) {
    var found = new ArrayList<String>();
    for (var stanza : text.split("\n\\s*\n", -1)) {
      var fields = new HashMap<String, List<String>>();
      for (var line : stanza.lines().filter(line -> !line.startsWith("#")).toList()) {
        var colon = line.indexOf(':');
        if (colon > 0) {
          fields.put(
              line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
              List.of(line.substring(colon + 1).strip().split("\\s+", -1)));
        }
      }
      if (fields.getOrDefault("types", List.of()).contains("deb")
          && fields.getOrDefault("components", List.of()).contains("main")
          && fields.getOrDefault("suites", List.of()).stream().anyMatch(SUITES::contains)
          && !fields.getOrDefault("enabled", List.of()).contains("no")) {
        found.add(fields.getOrDefault("uris", List.of("")).getFirst());
      }
    }
    return found;
  }

  private static List<String> lines(String text) {
    return text.lines()
        .map(line -> OPTIONS.matcher(line.strip()).replaceAll(" ").split("\\s+", -1))
        .filter(words -> words.length > 3 && words[0].equals("deb") && SUITES.contains(words[2]))
        .filter(words -> List.of(words).contains("main"))
        .map(words -> words[1])
        .toList();
  }

  /** Ubuntu carries debootstrap, which knows Debian's own address. */
  private static String fromDebootstrap(Path scratch) throws IOException {
    Files.createDirectories(scratch);
    try {
      Command.in(scratch, "apt-get", "download", "debootstrap").output();
      try (var packages = Files.newDirectoryStream(scratch, "debootstrap_*.deb")) {
        for (var deb : packages) {
          new Deb(deb).unpack(scratch, (path, _) -> path.toString().contains("/debootstrap"));
        }
      }
      return inScripts(scratch).orElseThrow(() -> new BuildFailure("debootstrap names no mirror"));
    } catch (BuildFailure | IOException e) {
      throw new BuildFailure(
          """
          No Debian mirror is known here: apt's sources on this machine name none, and the package debootstrap, \
          which knows one, could not be fetched (%s).
          Set LOCKGATE_DEBIAN_MIRROR to the address of a Debian mirror, then build again.\
          """
              .formatted(e.getMessage()),
          e);
    }
  }

  static Optional<String> inScripts(Path scratch) throws IOException {
    for (var script :
        List.of(
            "usr/share/debootstrap/scripts/sid",
            "usr/share/debootstrap/scripts/debian-common",
            "usr/sbin/debootstrap")) {
      var file = scratch.resolve(script);
      if (Files.isRegularFile(file)) {
        var address = DEFAULT.matcher(Files.readString(file));
        if (address.find()) {
          return Optional.of(address.group());
        }
      }
    }
    return Optional.empty();
  }
}
