package dev.lockgate.postgres.shadow;

import com.github.luben.zstd.ZstdInputStream;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.step.Unsafe;
import dev.lockgate.postgres.programs.Rootfs;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The programs of the servers of one major, unpacked once for each JVM: most of what a server's
 * start would otherwise cost. The servers can read them only; they are removed with the JVM.
 *
 * @param path directly below the folder for temporary files
 * @param archive what holds the major's own files
 */
record ShadowPrograms(Path path, Path archive) {
  private static final String PREFIX = "lockgate-server-" + ProcessHandle.current().pid() + "-";
  private static final String DATA = "data/";

  private static final Map<Key, ShadowPrograms> UNPACKED = new ConcurrentHashMap<>();

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

  private record Key(Rootfs rootfs, Major major, ShadowUser user) {}

  /** Unpacks the programs of a major where this JVM has not done so yet. */
  static ShadowPrograms of(Rootfs rootfs, Major major, ShadowUser user) throws IOException {
    try {
      return UNPACKED.computeIfAbsent(new Key(rootfs, major, user), ShadowPrograms::unpack);
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static ShadowPrograms unpack(Key key) {
    var common = key.rootfs().file("opt/lockgate/servers/common.tar.zst");
    var own = key.rootfs().file("opt/lockgate/servers/" + key.major().number() + ".tar.zst");
    for (var archive : List.of(common, own)) {
      requireThere(archive);
    }
    try {
      var programs = new ShadowPrograms(Files.createTempDirectory(PREFIX), own);
      var hook = new Thread(() -> Removal.of(programs.path()), "removes the shadows' programs");
      Runtime.getRuntime().addShutdownHook(hook);
      Files.createDirectory(programs.server());
      unpack(common, programs.server(), _ -> true);
      unpack(own, programs.server(), name -> !name.startsWith(DATA));
      if (!key.rootfs().isImage()) {
        programs.copyLibraries(key.rootfs());
      }
      key.user().letRead(programs.path());
      return programs;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the data folder of a new server into a folder. */
  void unpackData(Path folder) throws IOException {
    unpack(archive, folder, name -> name.startsWith(DATA));
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

  private Path server() {
    return path.resolve("server");
  }

  private Path libraries() {
    return path.resolve("libraries");
  }

  private Path locales() {
    return path.resolve("locales");
  }

  private static void requireThere(Path archive) {
    if (!Files.exists(archive)) {
      throw new Unsafe(
          "programs-missing",
          "The throw-away PostgreSQL server that ships with Lockgate was not found: "
              + archive
              + ".",
          "Nothing was changed. Build it with `./mvnw -pl modules/image package`.");
    }
  }

  private static void unpack(Path archive, Path folder, Predicate<String> wanted)
      throws IOException {
    try (var in =
        new BufferedInputStream(new ZstdInputStream(Files.newInputStream(archive)), 1 << 16)) {
      Tar.unpack(in, folder, wanted);
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
}
