package dev.lockgate.core.step;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Tells running work that the run was cancelled. Whoever starts something that outlives a method (a
 * child process, a statement, a lock) registers how to stop it; the last registered is stopped
 * first. Nothing new begins afterwards.
 */
public final class Cancellation {
  private final Deque<Runnable> stops = new ArrayDeque<>();
  private boolean cancelled;

  /** Something registered; closing it says that it ended by itself. */
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Registers how to stop something that was started.
   *
   * @param stop quick, repeatable, and safe from any thread
   * @throws Cancelled when the run was cancelled already; {@code stop} was then run
   */
  public Registration register(Runnable stop) {
    synchronized (this) {
      if (!cancelled) {
        stops.push(stop);
        return () -> forget(stop);
      }
    }
    stop.run();
    throw new Cancelled();
  }

  /**
   * Called before anything new begins.
   *
   * @throws Cancelled when the run was cancelled
   */
  public synchronized void check() {
    if (cancelled) {
      throw new Cancelled();
    }
  }

  /** Whether the run was cancelled. */
  public synchronized boolean isCancelled() {
    return cancelled;
  }

  /** Stops all that was registered, the last first; a stop that throws does not keep the others. */
  public void cancel() {
    while (true) {
      Runnable stop;
      synchronized (this) {
        cancelled = true;
        if (stops.isEmpty()) {
          return;
        }
        stop = stops.pop();
      }
      try {
        stop.run();
      } catch (RuntimeException _) {
        // the others must be stopped all the same
      }
    }
  }

  private synchronized void forget(Runnable stop) {
    stops.remove(stop);
  }

  /** The run was cancelled; the step unwinds and reports what state it leaves. */
  public static final class Cancelled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Cancelled by the runner or by a person, where nothing special is left behind. */
    public Cancelled() {
      this(
          "What was running was stopped: child programs, statements and the locks they held."
              + " What had been committed before stays.");
    }

    /**
     * Cancelled at a point where the step knows what it leaves.
     *
     * @param state what was changed and what was not, for the person who reads the summary
     */
    public Cancelled(String state) {
      super(state);
    }
  }
}
