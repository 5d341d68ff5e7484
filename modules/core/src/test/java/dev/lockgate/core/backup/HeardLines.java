package dev.lockgate.core.backup;

import dev.lockgate.core.step.Log;
import java.util.concurrent.LinkedBlockingQueue;

/** A log whose lines a test waits for. */
final class HeardLines implements Log {
  private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();

  /** The next line. */
  String next() {
    try {
      return lines.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The next line that begins so. */
  String next(String beginning) {
    var line = next();
    while (!line.startsWith(beginning)) {
      line = next();
    }
    return line;
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  @Override
  public void info(String line) {
    lines.add(line);
  }

  @Override
  public void untrusted(String text) {
    throw new AssertionError(text);
  }
}
