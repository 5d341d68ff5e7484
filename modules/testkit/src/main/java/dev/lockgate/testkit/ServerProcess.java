package dev.lockgate.testkit;

import dev.lockgate.core.database.Major;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One running PostgreSQL server with its private folder; it does not outlive this JVM.
 *
 * @param folder holds {@code data}, {@code socket} and {@code server.log}
 * @param port TCP port on 127.0.0.1, and the number in the socket's name
 */
record ServerProcess(Process process, Path folder, int port) {
  private static final String PREFIX = "lockgate-postgres-";
  private static final ServerUser USER = ServerUser.current();

  /** Creates a data folder and starts a server on it; it may not accept connections yet. */
  static ServerProcess start(Major major, String password) {
    try {
      sweepOrphans();
      var programs = ServerFiles.of(major).resolve("bin");
      var folder = createFolder();
      initialise(programs, folder, password);
      return launch(programs, folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start PostgreSQL " + major.number(), e);
    }
  }

  /** What the server wrote, for the message of a failed test. */
  String log() {
    try {
      return Files.readString(folder.resolve("server.log"));
    } catch (IOException e) {
      return "no log: " + e;
    }
  }

  private static Path createFolder() throws IOException {
    var name = PREFIX + ProcessHandle.current().pid() + "-";
    var folder = Files.createTempDirectory(name);
    for (var path : List.of(folder, folder.resolve("data"), folder.resolve("socket"))) {
      Files.createDirectories(path);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
      USER.own(path);
    }
    return folder;
  }

  private static void initialise(Path programs, Path folder, String password) throws IOException {
    var passwordFile = Files.writeString(folder.resolve("password"), password);
    USER.own(passwordFile);
    var command =
        List.of(
            programs.resolve("initdb").toString(),
            "--pgdata=" + folder.resolve("data"),
            "--username=postgres",
            "--pwfile=" + passwordFile,
            "--auth-host=scram-sha-256",
            "--auth-local=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync");
    var log = folder.resolve("initdb.log");
    var process = process(command, log).start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("initdb failed: " + Files.readString(log));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static ServerProcess launch(Path programs, Path folder) throws IOException {
    var port = freePort();
    var command = new ArrayList<String>();
    command.add(programs.resolve("postgres").toString());
    command.addAll(List.of("-D", folder.resolve("data").toString()));
    for (var setting :
        List.of(
            "port=" + port,
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=" + folder.resolve("socket"),
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "shared_buffers=64MB",
            "max_connections=60",
            "max_prepared_transactions=5",
            "timezone=UTC",
            "log_timezone=UTC")) {
      command.addAll(List.of("-c", setting));
    }
    var process = startOnLastingThread(process(command, folder.resolve("server.log")));
    var server = new ServerProcess(process, folder, port);
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
    return server;
  }

  /** The kernel ends the server with the thread that started it, so that thread waits for ever. */
  private static Process startOnLastingThread(ProcessBuilder builder) throws IOException {
    var started = new CompletableFuture<Process>();
    Thread.ofPlatform()
        .daemon()
        .name("keeps a PostgreSQL server alive")
        .start(() -> {
          try {
            started.complete(builder.start());
          } catch (IOException e) {
            started.completeExceptionally(e);
          }
          while (true) {
            LockSupport.park();
          }
        });
    return started.join();
  }

  private static ProcessBuilder process(List<String> command, Path log) {
    var builder =
        new ProcessBuilder(USER.command(command))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    return builder;
  }

  private void stop() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
      Folders.delete(folder);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException _) {
      // a later run sweeps it
    }
  }

  /** Folders of JVMs that were killed before they could tidy up. */
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

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
