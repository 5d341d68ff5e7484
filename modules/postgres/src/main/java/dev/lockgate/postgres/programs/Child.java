package dev.lockgate.postgres.programs;

import dev.lockgate.core.step.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running client program: started with an empty environment, ended with the run or too late. */
final class Child implements AutoCloseable {
  private static final Duration GRACE = Duration.ofMillis(1500);

  private final String name;
  private final Process process;
  private final ErrorText errors;
  private final Duration deadline;
  private final ChildEnvironment environment;
  private final Cancellation cancellation;
  private final Cancellation.Registration registration;
  private volatile boolean late;

  /**
   * How a program ended.
   *
   * @param name of the program
   * @param exit its exit code
   * @param errors what it wrote to standard error, shortened in the middle
   * @param late whether it was ended because its time was up
   */
  record Ended(String name, int exit, String errors, boolean late) {
    boolean well() {
      return exit == 0 && !late;
    }

    /** What happened, for a message; no full stop at its end. */
    String words() {
      var how = late ? name + " was ended at its deadline" : name + " ended with code " + exit;
      return errors.isBlank() ? how : how + " and said: " + errors.strip();
    }
  }

  private Child(
      String name,
      Process process,
      Duration deadline,
      ChildEnvironment environment,
      Cancellation cancellation) {
    this.name = name;
    this.process = process;
    this.deadline = deadline;
    this.environment = environment;
    this.cancellation = cancellation;
    this.errors = ErrorText.of(process.getErrorStream());
    this.registration = cancellation.register(this::stop);
    Thread.ofVirtual().start(this::watch);
  }

  /**
   * Starts a program.
   *
   * @param name for messages, such as {@code pg_dump 17}
   * @param command the program and its arguments, without secrets
   * @param environment removed when the program is closed
   * @param deadline how long it may run
   */
  static Child start(
      String name,
      List<String> command,
      ChildEnvironment environment,
      Duration deadline,
      Cancellation cancellation) {
    try {
      cancellation.check();
      var process = process(command, environment.folder(), environment);
      return new Child(name, process, deadline, environment, cancellation);
    } catch (IOException e) {
      environment.close();
      throw new UncheckedIOException("cannot start " + name, e);
    } catch (RuntimeException e) {
      environment.close();
      throw e;
    }
  }

  private static Process process(List<String> command, Path folder, ChildEnvironment environment)
      throws IOException {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment.variables());
    return builder.start();
  }

  /** What the program reads. */
  OutputStream input() {
    return process.getOutputStream();
  }

  /** What the program writes. */
  InputStream output() {
    return process.getInputStream();
  }

  /** Ends the program at once; what it has done in a transaction is rolled back. */
  void kill() {
    process.toHandle().destroyForcibly();
  }

  /**
   * Waits for the end.
   *
   * @throws Cancellation.Cancelled when the run was cancelled meanwhile
   */
  Ended await() {
    try {
      int exit = process.waitFor();
      cancellation.check();
      return new Ended(name, exit, errors.text(), late);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop();
      throw new Cancellation.Cancelled();
    }
  }

  private void watch() {
    try {
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        late = true;
        stop();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks it to end, so that it cancels its statement on the server; then insists. */
  private void stop() {
    process.toHandle().destroy(); // by its handle: Process.destroy would close what is still read
    try {
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (InterruptedException _) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the program when it still runs, and removes its private folder. */
  @Override
  public void close() {
    registration.close();
    if (process.isAlive()) {
      stop();
    }
    environment.close();
  }
}
