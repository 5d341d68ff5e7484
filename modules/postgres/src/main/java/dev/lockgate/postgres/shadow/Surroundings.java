package dev.lockgate.postgres.shadow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What lies around a shadow in the container of a step and is none of its business. */
final class Surroundings {
  /** Where the kernel and the image have mounts of their own. */
  private static final Set<String> SYSTEM = Set.of("etc", "usr", "dev", "proc", "sys");

  /** What everyone must be able to enter. */
  private static final Set<Path> SHARED =
      Set.of(Path.of("/"), Path.of("/var"), Path.of("/tmp"), Path.of("/var/tmp"));

  private Surroundings() {}

  /**
   * Makes the container's own folders that lie above something mounted root's alone, so that no
   * other user gets to the workspace, the runner's files or the engine's socket, whatever the modes
   * of those. What is mounted is not touched, since it is not the container's.
   */
  static void close() throws IOException {
    var mounts = mounts();
    var folders = mounts.stream().flatMap(mount -> topAbove(mount, mounts).stream());
    for (var folder : Stream.concat(folders, Stream.of(Path.of("/root"))).distinct().toList()) {
      if (Files.isDirectory(folder) && !mounts.contains(folder)) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
    }
  }

  /** Files with secrets of this run. */
  static List<Path> secretFiles() {
    var files = new ArrayList<Path>();
    files.add(Path.of("/proc/" + ProcessHandle.current().pid() + "/environ"));
    files.add(Path.of("/proc/1/environ"));
    named("GITHUB_EVENT_PATH").ifPresent(files::add);
    return files;
  }

  /** Folders with the source and the runner's files. */
  static List<Path> secretFolders() {
    return Stream.of("GITHUB_WORKSPACE", "RUNNER_TEMP", "HOME")
        .flatMap(name -> named(name).stream())
        .distinct()
        .toList();
  }

  /** The container engine's socket, under each of its names. */
  static List<Path> sockets() {
    return Stream.of("/var/run/docker.sock", "/run/docker.sock").map(Path::of).toList();
  }

  /** Only in plain letters, since it becomes part of SQL. */
  private static Optional<Path> named(String variable) {
    return Optional.ofNullable(System.getenv(variable))
        .filter(value -> value.matches("/[A-Za-z0-9._/ -]*"))
        .map(Path::of)
        .filter(Files::exists);
  }

  /** The first folder on the way to a mount, when it is the container's own and not shared. */
  private static Optional<Path> topAbove(Path mount, Set<Path> mounts) {
    if (SYSTEM.contains(mount.getName(0).toString())) {
      return Optional.empty();
    }
    var above = new ArrayList<Path>();
    for (var folder = mount.getParent(); folder != null; folder = folder.getParent()) {
      if (!SHARED.contains(folder)) {
        above.addFirst(folder);
      }
    }
    return above.stream().anyMatch(mounts::contains)
        ? Optional.empty()
        : above.stream().findFirst();
  }

  /** Where something is mounted, other than the root itself. */
  private static Set<Path> mounts() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/self/mountinfo"))) {
      return lines
          .map(line -> Path.of(line.split(" ", 6)[4].replace("\\040", " ")))
          .filter(mount -> mount.getNameCount() > 0)
          .collect(Collectors.toSet());
    }
  }
}
