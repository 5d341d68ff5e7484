package dev.lockgate.core.backup;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Counts what a dump's snapshot holds while its archive is written, so that nobody waits for both
 * in turns.
 */
final class Counting implements AutoCloseable {
  private final CompletableFuture<Counted> counted = new CompletableFuture<>();
  private boolean begun;

  /**
   * What was counted.
   *
   * @param at when that was done
   */
  record Counted(Contents contents, SchemaState schema, Instant at) {}

  /** Begins to count; the dump must be closed before this is. */
  void begin(DumpSource.Dump dump, Clock clock) {
    begun = true;
    Thread.ofVirtual()
        .name("counting")
        .start(() -> {
          try {
            var schema = dump.schema();
            counted.complete(new Counted(dump.contents(), schema, clock.instant()));
          } catch (Throwable e) { // whoever waits for it is told
            counted.completeExceptionally(e);
          }
        });
  }

  /** An archive that is given up as soon as counting failed: it would be written in vain. */
  OutputStream beside(OutputStream archive) {
    return new FilterOutputStream(archive) {
      @Override
      public void write(byte[] buffer, int offset, int length) throws IOException {
        if (counted.isCompletedExceptionally()) {
          await();
        }
        out.write(buffer, offset, length);
      }
    };
  }

  /**
   * The end of it.
   *
   * @throws dev.lockgate.core.step.StepFailure why it could not be counted
   */
  Counted await() {
    try {
      return counted.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Returns once nothing is counted any more. */
  @Override
  public void close() {
    if (begun) {
      var _ = counted.handle((_, _) -> "").join(); // a failure was told to whoever waited
    }
  }
}
