package dev.lockgate.testkit;

import dev.lockgate.core.database.Major;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A private folder with an initialised PostgreSQL cluster, owned by the user that runs the server.
 *
 * @param programs holds the server's {@code bin}, {@code lib} and {@code share}
 * @param path holds {@code data}, {@code socket} and the logs
 */
record DataFolder(Path programs, Path path) {
  private static final String PREFIX = "lockgate-postgres-";

  /**
   * Creates a cluster whose superuser is {@code postgres}, with the system identifier of all others
   * of this major here; folders of dead JVMs are removed.
   */
  static DataFolder create(Major major) {
    try {
      sweepOrphans();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create a PostgreSQL " + major.number(), e);
    }
    return copyOf(ServerFiles.newCluster(major), ServerFiles.of(major));
  }

  /** As {@link #create}, slower, with a system identifier that no other has. */
  static DataFolder createUnique(Major major) {
    try {
      sweepOrphans();
      var folder = new DataFolder(ServerFiles.of(major), newFolder());
      Cluster.initialise(folder.programs(), folder.data());
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create a PostgreSQL " + major.number(), e);
    }
  }

  /** A copy, for the standby of a server that is shut down. */
  DataFolder copy() {
    return copyOf(data(), programs);
  }

  private static DataFolder copyOf(Path data, Path programs) {
    try {
      var folder = new DataFolder(programs, newFolder());
      var copied =
          new ProcessBuilder("cp", "-a", data + "/.", folder.data().toString()).inheritIO().start();
      if (copied.waitFor() != 0) {
        throw new IOException("cp failed");
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy " + data, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Makes it that of a standby. */
  void follow(int port, String password) {
    try {
      ServerUser.current().own(Files.createFile(data().resolve("standby.signal")));
      Files.writeString(
          data().resolve("postgresql.auto.conf"),
          "primary_conninfo = 'host=127.0.0.1 port=%d user=postgres password=%s'%n"
              .formatted(port, password),
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path data() {
    return path.resolve("data");
  }

  Path socket() {
    return path.resolve("socket");
  }

  /** The uid that owns the data. */
  int uid() {
    try {
      return (int) Files.getAttribute(data(), "unix:uid", LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes everything; what cannot be removed now, a later run sweeps. */
  void delete() {
    try {
      Folders.delete(path);
    } catch (IOException _) {
      // a later run sweeps it
    }
  }

  private static Path newFolder() throws IOException {
    var folder = Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + "-");
    for (var path : List.of(folder, folder.resolve("data"), folder.resolve("socket"))) {
      Files.createDirectories(path);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
      ServerUser.current().own(path);
    }
    return folder;
  }

  private static void sweepOrphans() throws IOException {
    var tmp = Path.of(System.getProperty("java.io.tmpdir"));
    try (var folders = Files.newDirectoryStream(tmp, PREFIX + "*")) {
      for (var folder : folders) {
        var pid = folder.getFileName().toString().substring(PREFIX.length()).split("-", 2)[0];
        if (ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
          Folders.delete(folder);
        }
      }
    }
  }
}
