package dev.lockgate.postgres.programs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Collects what a program says to standard error: the beginning and the end of it. */
final class ErrorText {
  private static final int HEAD = 4_000;
  private static final int TAIL = 8_000;

  private final StringBuilder head = new StringBuilder();
  private final StringBuilder tail = new StringBuilder();
  private final Thread reader;
  private boolean shortened;

  private ErrorText(InputStream from) {
    this.reader = Thread.ofVirtual().unstarted(() -> collect(from));
  }

  static ErrorText of(InputStream from) {
    var text = new ErrorText(from);
    text.reader.start();
    return text;
  }

  /** What was said until the stream ended; a grandchild that keeps it open is not waited for. */
  String text() throws InterruptedException {
    reader.join(java.time.Duration.ofSeconds(2));
    synchronized (this) {
      return head + (shortened ? "\n[…]\n" : "") + tail;
    }
  }

  private void collect(InputStream from) {
    var buffer = new byte[4096];
    try (from) {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        add(new String(buffer, 0, n, StandardCharsets.UTF_8));
      }
    } catch (IOException _) {
      // the program is gone; what it said is kept
    }
  }

  private synchronized void add(String said) {
    int room = Math.min(said.length(), HEAD - head.length());
    head.append(said, 0, room);
    tail.append(said, room, said.length());
    if (tail.length() > TAIL) {
      tail.delete(0, tail.length() - TAIL);
      shortened = true;
    }
  }
}
