package dev.lockgate.image;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL servers of all majors, repacked from the embedded binaries: {@code common.tar.zst} and
 * one archive each.
 */
record Servers(Path jars, List<Packages.Fetched> packages, Programs programs, Path preload) {
  /**
   * What is not shipped: what compiles against a server, clients, and languages that reach the
   * machine.
   */
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "(?x) .*\\.a | .*/pkgconfig(/.*)? | .*/pgxs(/.*)? | lib/lib(ecpg|pgtypes).*"
              + "| .*(plperl|plpython|pltcl).* | .*/(psqlrc|pg_service\\.conf)\\.sample");

  private static final Pattern JAR = Pattern.compile(".*-(\\d+)\\.\\d+\\.\\d+\\.jar");

  /** Makes the archives in a folder. */
  void repack(Path target) throws IOException {
    Files.createDirectories(target);
    var work = Files.createTempDirectory("lockgate-servers");
    Trees.mode(work, "rwxr-xr-x");
    try {
      var shared = Files.copy(preload, work.resolve("same-initdb.so"));
      var servers = new ArrayList<Path>();
      for (var jar : byMajor().entrySet()) {
        servers.add(prepare(jar.getKey(), jar.getValue(), work, shared));
      }
      var common = moveCommon(servers, work.resolve("common"));
      pack(common, target);
      for (var server : servers) {
        pack(server, target);
      }
    } finally {
      Trees.delete(work);
    }
  }

  /** The archives that the servers come from. */
  Map<Integer, Path> byMajor() throws IOException {
    var found = new TreeMap<Integer, Path>();
    try (var files = Files.list(jars)) {
      for (var file : files.toList()) {
        var name = JAR.matcher(file.toString());
        if (name.matches()) {
          found.put(Integer.valueOf(name.group(1)), file);
        }
      }
    }
    return found;
  }

  private Path prepare(int major, Path jar, Path work, Path shared) throws IOException {
    var server = Files.createDirectory(work.resolve(Integer.toString(major)));
    try (var zip = new ZipFile(jar.toFile())) {
      var archive = zip.stream().filter(entry -> entry.getName().endsWith(".txz")).findFirst();
      try (var in = new XZInputStream(zip.getInputStream(archive.orElseThrow()))) {
        Tar.unpack(in, server);
      }
    }
    DataFolder.initialise(programs, server, shared, major);
    Files.delete(server.resolve("bin/initdb"));
    Files.delete(server.resolve("bin/pg_ctl"));
    leaveOut(server);
    addExtensions(major, server);
    IO.println("[image] server %d prepared".formatted(major));
    return server;
  }

  private static void leaveOut(Path server) throws IOException {
    try (var paths = Files.walk(server)) {
      for (var path : paths.toList()) {
        if (LEFT_OUT.matcher(server.relativize(path).toString()).matches()) {
          Trees.delete(path);
        }
      }
    }
  }

  /** Debian's files of an extension, at the places where this server looks. */
  private void addExtensions(int major, Path server) throws IOException {
    for (var each : packages) {
      if (each.wanted().use().equals("server-" + major)) {
        var debian = server.resolveSibling("debian-" + major);
        new Deb(each.file()).unpack(debian, each.wanted()::keeps);
        Trees.copy(
            debian.resolve("usr/lib/postgresql/" + major + "/lib"),
            server.resolve("lib/postgresql"));
        Trees.copy(
            debian.resolve("usr/share/postgresql/" + major + "/extension"),
            server.resolve("share/postgresql/extension"));
      }
    }
  }

  /** Moves to {@code common} what is the same, byte for byte and mode for mode, in every server. */
  private static Path moveCommon(List<Path> servers, Path common) throws IOException {
    var seen = new HashMap<String, Integer>();
    for (var server : servers) {
      for (var path : files(server)) {
        seen.merge(identity(server, path), 1, Integer::sum);
      }
    }
    for (var server : servers) {
      for (var path : files(server)) {
        if (seen.getOrDefault(identity(server, path), 0) == servers.size()) {
          var target = common.resolve(server.relativize(path).toString());
          Files.createDirectories(target.getParent());
          Files.deleteIfExists(target);
          Files.move(path, target);
        }
      }
    }
    return common;
  }

  /** Files and links outside the data folder, which must keep its modes and empty folders. */
  private static List<Path> files(Path server) throws IOException {
    try (var paths = Files.walk(server)) {
      return paths
          .filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .filter(path -> !path.startsWith(server.resolve("data")))
          .toList();
    }
  }

  private static String identity(Path server, Path path) throws IOException {
    var content =
        Files.isSymbolicLink(path) ? Files.readSymbolicLink(path).toString() : Digest.of(path);
    return "%s %b %s".formatted(server.relativize(path), Files.isExecutable(path), content);
  }

  private static void pack(Path folder, Path target) throws IOException {
    var file = target.resolve(folder.getFileName() + ".tar.zst");
    try (var zstd = new ZstdOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      // 19 saves another 6 MB of 45 and takes eight times as long
      zstd.setLevel(12);
      // the databases of a data folder are copies of each other, some 8 MiB apart
      zstd.setLong(25);
      zstd.setWorkers(2);
      zstd.setChecksum(true);
      try (var tar = new Tar(zstd)) {
        tar.addTree(folder);
      }
    }
  }
}
