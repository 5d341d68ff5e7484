package dev.lockgate.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The packages of {@code packages.txt}, each as the very file that {@code packages.lock} names. */
record Packages(Path sources, Path target, Cache cache) {

  /** A package and its file. */
  record Fetched(Wanted wanted, Locked locked, Path file) {}

  /**
   * Every package, from the cache or from Debian. A version that has left its suite is replaced by
   * the suite's newest, with a warning and a proposed lock file; all others stay as locked.
   */
  List<Fetched> fetch() throws IOException {
    var wanted = wanted();
    var locked = Files.exists(lockFile()) ? Locked.read(lockFile()) : List.<Locked>of();
    var chosen =
        wanted.stream().flatMap(each -> locked.stream().filter(one -> one.isFor(each))).toList();
    if (chosen.size() != wanted.size()) {
      throw new BuildFailure(
          "packages.lock does not list what packages.txt wants. Run ./mvnw -Prelock -pl"
              + " modules/image process-classes");
    }
    if (!chosen.stream().allMatch(each -> Files.exists(file(each)))) {
      chosen = download(wanted, chosen);
    }
    var fetched = new ArrayList<Fetched>();
    for (int i = 0; i < wanted.size(); i++) {
      fetched.add(new Fetched(wanted.get(i), chosen.get(i), file(chosen.get(i))));
    }
    return fetched;
  }

  /** Locks what the suites hold now, and says what changed. */
  void relock() throws IOException {
    var newest = apt(wanted()).newest(wanted());
    var before = Files.exists(lockFile()) ? Locked.read(lockFile()) : List.<Locked>of();
    newest.stream()
        .filter(each -> !before.contains(each))
        .forEach(
            each -> say("locked %s %s of %s".formatted(each.name(), each.version(), each.suite())));
    Locked.write(lockFile(), newest);
  }

  private List<Locked> download(List<Wanted> wanted, List<Locked> locked) throws IOException {
    var apt = apt(wanted);
    var newest = apt.newest(wanted);
    var chosen = new ArrayList<Locked>();
    for (int i = 0; i < locked.size(); i++) {
      var pinned = locked.get(i);
      var now = newest.get(i);
      boolean there = Files.exists(file(pinned)) || pinned.equals(now);
      if (!there) {
        say(
            """
            WARNING: %s %s has left the suite %s; this build takes %s instead, signed by Debian like all others. \
            To lock it: ./mvnw -Prelock -pl modules/image process-classes\
            """
                .formatted(pinned.name(), pinned.version(), pinned.suite(), now.version()));
      }
      chosen.add(there ? pinned : now);
    }
    if (!chosen.equals(locked)) {
      Locked.write(target.resolve("packages.lock"), chosen);
    }
    var missing = chosen.stream().filter(each -> !Files.exists(file(each))).toList();
    if (!missing.isEmpty()) {
      store(apt.download(missing), missing);
    }
    return chosen;
  }

  private void store(Path downloads, List<Locked> packages) throws IOException {
    try (var files = Files.list(downloads)) {
      for (var file : files.toList()) {
        Files.createDirectories(cache.home().resolve("debs"));
        Files.move(
            file,
            cache.home().resolve("debs").resolve(Digest.of(file) + ".deb"),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
    for (var each : packages) {
      if (!Files.exists(file(each))) {
        throw new BuildFailure(
            "%s %s was downloaded, but not with the locked SHA-256 %s."
                .formatted(each.name(), each.version(), each.sha256()));
      }
    }
  }

  private Apt apt(List<Wanted> wanted) throws IOException {
    var home = target.resolve("apt").toAbsolutePath();
    var mirror =
        new Mirror(Path.of("/etc/apt"), System.getenv()).address(home.resolve("debootstrap"));
    var suites = new TreeSet<String>();
    wanted.forEach(each -> suites.add(each.suite()));
    say("asking Debian for " + String.join(", ", suites));
    return Apt.update(home, mirror, suites, sources.resolve("keys"));
  }

  List<Wanted> wanted() throws IOException {
    return Wanted.read(sources.resolve("packages.txt"));
  }

  private Path lockFile() {
    return sources.resolve("packages.lock");
  }

  private Path file(Locked locked) {
    return cache.home().resolve("debs").resolve(locked.sha256() + ".deb");
  }

  private static void say(String text) {
    IO.println("[image] " + text);
  }
}
