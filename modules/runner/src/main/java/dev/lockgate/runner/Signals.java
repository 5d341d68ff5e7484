package dev.lockgate.runner;

import dev.lockgate.core.step.Cancellation;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What happens when the run is cancelled. GitHub sends SIGINT, 7.5 seconds later SIGTERM, and 2.5
 * seconds after that forgets us, container and all: by then everything of ours must have ended.
 */
final class Signals implements AutoCloseable {
  /** For the work to unwind; what is left of the whole is for its ending to be told. */
  private static final Duration TO_UNWIND = Duration.ofMillis(3_500);

  private static final Duration IN_ALL = Duration.ofMillis(5_700);

  private final Cancellation cancellation;
  private final Runnable stuck;
  private final Thread worker = Thread.currentThread();
  private final Thread hook = new Thread(this::shutDown, "lockgate-cancel");
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CountDownLatch told = new CountDownLatch(1);

  private Signals(Cancellation cancellation, Runnable stuck) {
    this.cancellation = cancellation;
    this.stuck = stuck;
  }

  /**
   * Watches over the work that this thread is about to do.
   *
   * @param stuck tells that the work did not unwind in time
   */
  static Signals watch(Cancellation cancellation, Runnable stuck) {
    var signals = new Signals(cancellation, stuck);
    Runtime.getRuntime().addShutdownHook(signals.hook);
    return signals;
  }

  /** The work ended; from now on this thread is not interrupted, since it writes files. */
  void workEnded() {
    synchronized (ended) {
      ended.countDown();
      Thread.interrupted();
    }
  }

  /** Everyone was told; the process may go. */
  @Override
  public void close() {
    told.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // the process is already going; the hook ends it with our exit code
    }
  }

  private void shutDown() {
    var began = System.nanoTime();
    Thread.ofVirtual().start(this::cancel);
    if (!within(TO_UNWIND, ended)) {
      Thread.ofVirtual().start(stuck);
    }
    within(IN_ALL.minusNanos(System.nanoTime() - began), told);
    Runtime.getRuntime().halt(Ended.CANCELLED);
  }

  private void cancel() {
    cancellation.cancel();
    synchronized (ended) {
      if (ended.getCount() > 0) {
        worker.interrupt();
      }
    }
  }

  private static boolean within(Duration time, CountDownLatch latch) {
    try {
      return latch.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      return false;
    }
  }
}
