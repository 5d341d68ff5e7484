package dev.lockgate.image;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A shipped server, unpacked and started as the images do it, but for the containment. */
final class UnpackedServer implements AutoCloseable {
  private final int major;
  private final Path folder;
  private final Process process;

  private UnpackedServer(int major, Path folder, Process process) {
    this.major = major;
    this.folder = folder;
    this.process = process;
  }

  static Path unpack(int major) throws IOException {
    var folder = Files.createTempDirectory("lockgate-server");
    Trees.mode(folder, "rwxr-xr-x");
    for (var archive : List.of("common", Integer.toString(major))) {
      var file = Built.ROOTFS.resolve("opt/lockgate/servers/" + archive + ".tar.zst");
      try (var in = new ZstdInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
        Tar.unpack(in, folder);
      }
    }
    return folder;
  }

  static UnpackedServer start(int major) throws IOException, InterruptedException {
    var folder = unpack(major);
    var programs = new Programs(Built.ROOTFS);
    try (var paths = Files.walk(folder.resolve("data"))) {
      for (var path : paths.toList()) {
        programs.give(path);
      }
    }
    var sockets = Files.createDirectory(folder.resolve("socket"));
    programs.give(sockets);
    var line = new ArrayList<String>();
    line.add(Built.ROOTFS.resolve("usr/lib64/ld-linux-x86-64.so.2").toString());
    line.add("--library-path");
    line.add(folder.resolve("lib") + ":" + Built.ROOTFS.resolve("usr/lib/x86_64-linux-gnu"));
    line.add(folder.resolve("bin/postgres").toString());
    line.addAll(List.of("-D", folder.resolve("data").toString()));
    line.addAll(List.of("-c", "listen_addresses=", "-c", "fsync=off", "-k", sockets.toString()));
    var command = programs.unprivileged(folder, Map.of(), line);
    var process =
        new ProcessBuilder(command.arguments())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    var server = new UnpackedServer(major, folder, process);
    server.awaitReady();
    return server;
  }

  private void awaitReady() throws IOException, InterruptedException {
    for (int i = 0; i < 600; i++) {
      var log = Files.readString(folder.resolve("log"));
      if (log.contains("database system is ready to accept connections")) {
        return;
      }
      if (!process.isAlive()) {
        throw new IllegalStateException(log);
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException("not ready: " + Files.readString(folder.resolve("log")));
  }

  /** Runs SQL through the shipped psql of the newest major and gives the unaligned result. */
  String sql(String statement) throws IOException {
    return Built.run(
            "usr/lib/postgresql/18/bin/psql",
            "--no-psqlrc",
            "-X",
            "-A",
            "-t",
            "-q",
            "-v",
            "ON_ERROR_STOP=1",
            "-h",
            folder.resolve("socket").toString(),
            "-U",
            "postgres",
            "-d",
            "postgres",
            "-c",
            statement)
        .strip();
  }

  /** Dumps the database {@code postgres} with a client of the given major. */
  String dump(int client) throws IOException {
    return Built.run(
        "usr/lib/postgresql/%d/bin/pg_dump".formatted(client),
        "-h",
        folder.resolve("socket").toString(),
        "-U",
        "postgres",
        "postgres");
  }

  int major() {
    return major;
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    Trees.delete(folder);
  }
}
