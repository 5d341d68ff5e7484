package dev.lockgate.testkit;

import dev.lockgate.core.database.Major;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One running PostgreSQL server; it does not outlive this JVM.
 *
 * @param port TCP port on 127.0.0.1, and the number in the socket's name
 */
record ServerProcess(Process process, DataFolder folder, int port) {
  /** What every server of ours is told: be quick, nothing here is worth a sync. */
  static final List<String> SETTINGS =
      List.of(
          "fsync=off",
          "synchronous_commit=off",
          "full_page_writes=off",
          "shared_buffers=64MB",
          "max_connections=60",
          "max_prepared_transactions=5",
          "password_encryption=scram-sha-256",
          "timezone=UTC",
          "log_timezone=UTC");

  /** Creates a data folder and starts a server on it; it may not accept connections yet. */
  static ServerProcess start(Major major) {
    return start(DataFolder.create(major));
  }

  /** Starts a server on a data folder, on a port of its own. */
  static ServerProcess start(DataFolder folder) {
    try {
      return launch(folder, freePort());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start PostgreSQL in " + folder.path(), e);
    }
  }

  /** Starts it once more where it was. */
  ServerProcess again() {
    try {
      return launch(folder, port);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start PostgreSQL in " + folder.path(), e);
    }
  }

  /** As if the power failed: every process of it is gone at once. */
  void kill() {
    var all = process.descendants().toList();
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
    awaitEnd();
  }

  /** As an administrator stops it: sessions are ended, everything is written. */
  void shutDown() {
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A program of the server as the server's user, both streams in one file. */
  static ProcessBuilder builder(List<String> command, Path log) {
    var builder =
        new ProcessBuilder(ServerUser.current().command(command))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    return builder;
  }

  /** What the server wrote so far. */
  String log() {
    try {
      return Files.readString(logFile(folder));
    } catch (IOException e) {
      return "no log: " + e;
    }
  }

  private static ServerProcess launch(DataFolder folder, int port) throws IOException {
    var command = new ArrayList<String>();
    command.add(folder.programs().resolve("bin").resolve("postgres").toString());
    command.addAll(List.of("-D", folder.data().toString(), "-p", Integer.toString(port)));
    command.addAll(List.of("-h", "127.0.0.1", "-k", folder.socket().toString()));
    SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
    var process = startOnLastingThread(builder(command, logFile(folder)));
    var server = new ServerProcess(process, folder, port);
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
    return server;
  }

  /** The kernel ends the server with the thread that started it, so that thread waits for ever. */
  private static Process startOnLastingThread(ProcessBuilder builder) {
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

  private void stop() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    folder.delete();
  }

  private static Path logFile(DataFolder folder) {
    return folder.path().resolve("server.log");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
