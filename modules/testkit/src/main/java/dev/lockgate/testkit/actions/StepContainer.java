package dev.lockgate.testkit.actions;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import dev.lockgate.testkit.Docker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A step's container from its start to its end, with both streams read as they come. */
final class StepContainer implements AutoCloseable {
  /** How long the runner waits after SIGINT, then after SIGTERM. */
  static final Duration AFTER_INT = Duration.ofMillis(7500);

  static final Duration AFTER_TERM = Duration.ofMillis(2500);

  private final String id;
  private final Lines stdout;
  private final Lines stderr;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private final CompletableFuture<Void> streams = new CompletableFuture<>();

  /** A created container; {@code log} is told each line of both streams. */
  StepContainer(String id, Consumer<String> log) {
    this.id = id;
    stdout = new Lines(log);
    stderr = new Lines(log);
  }

  void start() {
    attach();
    Docker.client().startContainerCmd(id).exec();
    Thread.ofVirtual().start(this::awaitExit);
  }

  /** Completed with the exit code. */
  CompletableFuture<Integer> exit() {
    return exit;
  }

  /** Cancels as the runner does; whether the container ended of it. */
  boolean cancel() {
    return endsAfter("INT", AFTER_INT) || endsAfter("TERM", AFTER_TERM);
  }

  /** Raw standard output so far. */
  String stdout() {
    return stdout.text();
  }

  /** Raw standard error so far. */
  String stderr() {
    return stderr.text();
  }

  /** All that was written has been read. */
  void awaitStreams() {
    streams.orTimeout(30, TimeUnit.SECONDS).join();
    stdout.end();
    stderr.end();
  }

  @Override
  public void close() {
    try {
      Docker.client().removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
    } catch (NotFoundException | ConflictException _) {
      // gone, or going
    }
  }

  private boolean endsAfter(String signal, Duration patience) {
    try {
      Docker.client().killContainerCmd(id).withSignal(signal).exec();
    } catch (NotFoundException | ConflictException _) {
      return true; // it ended by itself meanwhile
    }
    try {
      exit.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitExit() {
    try (var wait = Docker.client().waitContainerCmd(id).start()) {
      exit.complete(wait.awaitStatusCode());
    } catch (IOException | RuntimeException e) {
      exit.completeExceptionally(e);
    }
  }

  private void attach() {
    try {
      var callback = new Frames();
      Docker.client()
          .attachContainerCmd(id)
          .withStdOut(true)
          .withStdErr(true)
          .withFollowStream(true)
          .withLogs(true)
          .exec(callback);
      if (!callback.awaitStarted(10, TimeUnit.SECONDS)) {
        throw new UncheckedIOException(new IOException("the engine did not attach in 10 s"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private final class Frames extends ResultCallback.Adapter<Frame> {
    @Override
    public void onNext(Frame frame) {
      (frame.getStreamType() == StreamType.STDERR ? stderr : stdout).add(frame.getPayload());
    }

    @Override
    public void onComplete() {
      super.onComplete();
      streams.complete(null);
    }

    @Override
    public void onError(Throwable error) {
      super.onError(error);
      streams.completeExceptionally(error);
    }
  }
}
