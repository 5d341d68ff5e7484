package dev.lockgate.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * apt, working in folders of its own as the user who builds: it checks the signature of a suite
 * against the keys in this repository, and every package against that suite.
 */
final class Apt {
  private static final String ARCHITECTURE = "amd64";

  private final Path home;

  private Apt(Path home) {
    this.home = home;
  }

  /** Fetches and verifies the lists of the suites. */
  static Apt update(Path home, String mirror, Collection<String> suites, Path keys)
      throws IOException {
    for (var folder :
        List.of("etc/preferences.d", "lists/partial", "archives/partial", "packages")) {
      Files.createDirectories(home.resolve(folder));
    }
    var keyring = home.resolve("keyring.gpg");
    Files.write(keyring, keyring(keys));
    Files.writeString(
        home.resolve("etc/debian.sources"),
        """
        Types: deb
        URIs: %s
        Suites: %s
        Components: main
        Architectures: %s
        Signed-By: %s
        """
            .formatted(mirror, String.join(" ", suites), ARCHITECTURE, keyring));
    Files.writeString(home.resolve("status"), "");
    Files.writeString(home.resolve("apt.conf"), configuration(home) + proxies(home));
    var apt = new Apt(home);
    apt.run("apt-get", "update", "--error-on=any");
    return apt;
  }

  /** What the suites hold now of these packages, by suite and name. */
  List<Locked> newest(Collection<Wanted> packages) throws IOException {
    var names = packages.stream().map(Wanted::name).distinct().toList();
    var found = new ArrayList<Locked>();
    var versions = new HashMap<String, Map<String, String>>();
    for (var line : run("apt-cache", "madison", names).lines().toList()) {
      var columns = line.split("\\|", -1);
      var suite = columns[2].strip().split("\\s+", -1)[1].replaceFirst("/.*", "");
      versions
          .computeIfAbsent(columns[0].strip(), _ -> new HashMap<>())
          .putIfAbsent(suite, columns[1].strip());
    }
    for (var wanted : packages) {
      var version = versions.getOrDefault(wanted.name(), Map.of()).get(wanted.suite());
      if (version == null) {
        throw new BuildFailure(
            "Debian's suite %s has no package %s (any more)."
                .formatted(wanted.suite(), wanted.name()));
      }
      found.add(record(wanted, version));
    }
    return found;
  }

  private Locked record(Wanted wanted, String version) throws IOException {
    var fields =
        run("apt-cache", "show", wanted.name() + "=" + version)
            .lines()
            .takeWhile(line -> !line.isBlank())
            .filter(line -> line.matches("[A-Za-z0-9-]+: .*"))
            .map(line -> line.split(": ", 2))
            .collect(Collectors.toMap(field -> field[0], field -> field[1], (first, _) -> first));
    return new Locked(
        wanted.suite(),
        wanted.name(),
        version,
        fields.getOrDefault("Architecture", ARCHITECTURE),
        fields.getOrDefault("SHA256", ""),
        Long.parseLong(fields.getOrDefault("Size", "0")));
  }

  /**
   * Downloads and verifies packages into one folder, which also keeps what was downloaded before.
   */
  Path download(Collection<Locked> packages) throws IOException {
    var folder = home.resolve("packages");
    var command = new ArrayList<>(List.of("apt-get", "download"));
    packages.stream().map(Locked::pinned).forEach(command::add);
    new Command(command, environment(), folder).output();
    return folder;
  }

  private String run(String program, String verb, String... arguments) throws IOException {
    return run(program, verb, List.of(arguments));
  }

  private String run(String program, String verb, List<String> arguments) throws IOException {
    var command = new ArrayList<>(List.of(program, verb));
    command.addAll(arguments);
    return new Command(command, environment(), home).output();
  }

  private Map<String, String> environment() {
    return Map.of("APT_CONFIG", home.resolve("apt.conf").toString());
  }

  private static String configuration(Path home) {
    return """
    Dir "%1$s";
    Dir::Etc "%1$s/etc";
    Dir::Etc::sourcelist "%1$s/etc/debian.sources";
    Dir::Etc::sourceparts "-";
    Dir::State "%1$s";
    Dir::State::status "%1$s/status";
    Dir::Cache "%1$s";
    APT::Architecture "%2$s";
    APT::Architectures { "%2$s"; };
    APT::Sandbox::User "";
    Acquire::Languages "none";
    Acquire::Retries "3";
    Acquire::Check-Valid-Until "false";
    """
        .formatted(home, ARCHITECTURE);
  }

  /** How this machine reaches the network. */
  private static String proxies(Path home) throws IOException {
    return Command.in(home, "apt-config", "dump")
        .output()
        .lines()
        .filter(line -> line.matches("Acquire::https?::.*(Proxy|CaInfo).*"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** One binary keyring out of armoured public keys. */
  private static byte[] keyring(Path keys) throws IOException {
    var binary = new ByteArrayOutputStream();
    try (var files = Files.list(keys)) {
      for (var file : files.filter(file -> file.toString().endsWith(".asc")).sorted().toList()) {
        var armour =
            Files.readString(file)
                .lines()
                .dropWhile(line -> !line.isBlank())
                .takeWhile(line -> !line.startsWith("-----END"))
                .filter(line -> !line.isBlank() && !line.startsWith("="))
                .collect(Collectors.joining());
        binary.writeBytes(Base64.getDecoder().decode(armour));
      }
    }
    return binary.toByteArray();
  }
}
