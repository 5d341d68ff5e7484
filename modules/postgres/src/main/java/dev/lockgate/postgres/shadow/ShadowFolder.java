package dev.lockgate.postgres.shadow;

import com.github.luben.zstd.ZstdInputStream;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.step.Unsafe;
import dev.lockgate.postgres.programs.Rootfs;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The private folder of one server: its programs, which it can read only, its data and its socket.
 *
 * @param path directly below the folder for temporary files
 */
record ShadowFolder(Path path) {
  /** Names the JVM that it belongs to, for whoever finds one that was left by a killed JVM. */
  static final String PREFIX = "lockgate-shadow-" + ProcessHandle.current().pid() + "-";

  /** What the server's programs need of the C library where the system's own may be older. */
  private static final List<String> C_LIBRARY =
      List.of(
          "ld-linux-x86-64.so.2",
          "libc.so.6",
          "libm.so.6",
          "libdl.so.2",
          "librt.so.1",
          "libpthread.so.0",
          "libgcc_s.so.1",
          "libstdc++.so.6");

  /** Unpacks the server of a major for the user that it will run as. */
  static ShadowFolder unpack(Rootfs rootfs, Major major, ShadowUser user) throws IOException {
    var folder = new ShadowFolder(Files.createTempDirectory(PREFIX));
    try {
      folder.fill(rootfs, major, user);
    } catch (IOException | RuntimeException e) {
      folder.delete();
      throw e;
    }
    return folder;
  }

  Path server() {
    return path.resolve("server");
  }

  Path data() {
    return path.resolve("data");
  }

  Path socket() {
    return path.resolve("socket");
  }

  Path log() {
    return path.resolve("server.log");
  }

  Path filter() {
    return path.resolve("system-calls.bpf");
  }

  private Path libraries() {
    return path.resolve("libraries");
  }

  private Path locales() {
    return path.resolve("locales");
  }

  /** The words that run the server: through the C library that ships, where that is another. */
  List<String> postgres() {
    var program = server().resolve("bin/postgres").toString();
    var loader = libraries().resolve(C_LIBRARY.getFirst());
    return Files.exists(loader)
        ? List.of(
            loader.toString(),
            "--library-path",
            server().resolve("lib") + ":" + libraries(),
            "--argv0",
            program,
            program)
        : List.of(program);
  }

  /** Nothing at all in the image; elsewhere where the C library that ships finds its locale. */
  Map<String, String> environment() {
    return Files.exists(locales()) ? Map.of("LOCPATH", locales().toString()) : Map.of();
  }

  /** Removes everything, without following links that hostile SQL may have made. */
  void delete() {
    try {
      Files.walkFileTree(path, new Removal());
    } catch (IOException _) {
      // what cannot be removed lies in the folder for temporary files, readable by no one else
    }
  }

  private void fill(Rootfs rootfs, Major major, ShadowUser user) throws IOException {
    Files.createDirectory(server());
    for (var part : List.of("common", Integer.toString(major.number()))) {
      unpackServer(rootfs.file("opt/lockgate/servers/" + part + ".tar.zst"));
    }
    if (!rootfs.isImage()) {
      copyLibraries(rootfs);
    }
    Files.move(server().resolve("data"), data());
    Files.writeString(data().resolve("pg_hba.conf"), "local all all trust\n");
    Files.createDirectory(socket());
    Files.write(filter(), SystemCalls.filter());
    for (var own : List.of(data(), socket())) {
      Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx------"));
      user.give(own);
    }
    for (var readable : List.of(path, filter())) {
      user.letRead(readable);
    }
  }

  private void unpackServer(Path archive) throws IOException {
    if (!Files.exists(archive)) {
      throw new Unsafe(
          "programs-missing",
          "The throw-away PostgreSQL server that ships with Lockgate was not found: "
              + archive
              + ".",
          "Nothing was changed. Build it with `./mvnw -pl modules/image package`.");
    }
    try (var in =
        new BufferedInputStream(new ZstdInputStream(Files.newInputStream(archive)), 1 << 16)) {
      Tar.unpack(in, server());
    }
  }

  private void copyLibraries(Rootfs rootfs) throws IOException {
    Files.createDirectory(libraries());
    for (var name : C_LIBRARY) {
      var library = rootfs.file("usr/lib/x86_64-linux-gnu/" + name);
      if (Files.exists(library)) {
        Files.copy(library.toRealPath(), libraries().resolve(name));
      }
    }
    copyTree(rootfs.file("usr/lib/locale/C.utf8"), locales().resolve("C.utf8"));
  }

  private static void copyTree(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (var tree = Files.walk(from)) {
      for (var each : (Iterable<Path>) tree.skip(1)::iterator) {
        Files.copy(each, to.resolve(from.relativize(each)));
      }
    }
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      if (!Files.isWritable(folder) && !Files.isSymbolicLink(folder)) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        Files.delete(folder);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
