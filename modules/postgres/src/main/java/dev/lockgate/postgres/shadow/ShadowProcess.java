package dev.lockgate.postgres.shadow;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** The running server, and how it is ended. */
final class ShadowProcess {
  private static final long PATIENCE_MILLIS = 1_500;
  private static final int LOG_END = 4_000;

  private final Process process;
  private final ShadowFolder folder;

  private ShadowProcess(Process process, ShadowFolder folder) {
    this.process = process;
    this.folder = folder;
  }

  /**
   * Starts the server with nothing of our environment, in its own folder. The kernel ends it with
   * the thread that started it ({@code setpriv --pdeathsig}), which is how it ends when this JVM is
   * killed; so that thread stays for as long as the server runs.
   */
  static ShadowProcess start(List<String> command, ShadowFolder folder) throws IOException {
    var builder =
        new ProcessBuilder(command)
            .directory(folder.path().toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(folder.log().toFile());
    builder.environment().clear();
    builder.environment().putAll(folder.programs().environment());
    var started = new CompletableFuture<Process>();
    Thread.ofPlatform()
        .daemon()
        .name("keeps the shadow server")
        .start(() -> keep(builder, started));
    try {
      return new ShadowProcess(started.join(), folder);
    } catch (CompletionException e) {
      throw new IOException("cannot start " + command.getFirst(), e.getCause());
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The end of what the server wrote; untrusted text. */
  String log() {
    try {
      var text = Files.readString(folder.log());
      return text.substring(Math.max(0, text.length() - LOG_END)).strip();
    } catch (IOException e) {
      return "no log: " + e.getMessage();
    }
  }

  /**
   * Ends the server: first as it wishes to be ended, so that it gives back its shared memory, then
   * by force.
   */
  void stop() {
    process.destroy();
    process.descendants().forEach(ProcessHandle::destroy);
    if (!ended()) {
      var left = process.descendants().toList();
      process.destroyForcibly();
      left.forEach(ProcessHandle::destroyForcibly);
      ended();
    }
  }

  private boolean ended() {
    try {
      return process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void keep(ProcessBuilder builder, CompletableFuture<Process> started) {
    try {
      var process = builder.start();
      started.complete(process);
      process.onExit().join();
    } catch (IOException e) {
      started.completeExceptionally(e);
    }
  }
}
