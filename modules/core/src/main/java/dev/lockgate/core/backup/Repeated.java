package dev.lockgate.core.backup;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Does something again and again until it is closed, and not before a first pause. */
final class Repeated implements AutoCloseable {
  /** How often long work says how far it is. */
  static final Duration USUAL = Duration.ofSeconds(10);

  private final CountDownLatch ended = new CountDownLatch(1);

  private Repeated() {}

  static Repeated every(Duration pause, Runnable what) {
    var repeated = new Repeated();
    Thread.ofVirtual().start(() -> repeated.run(pause, what));
    return repeated;
  }

  private void run(Duration pause, Runnable what) {
    try {
      while (!ended.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        what.run();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ended.countDown();
  }
}
