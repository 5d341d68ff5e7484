package dev.lockgate.postgres.programs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Carries a stream into a program's standard input. A source that breaks ends the program at once,
 * before it could take what it has for the whole.
 */
final class Feed {
  private final InputStream source;
  private final Child child;
  private final Thread thread;
  private @Nullable Exception broken;

  private Feed(InputStream source, Child child) {
    this.source = source;
    this.child = child;
    this.thread = Thread.ofVirtual().unstarted(this::carry);
  }

  static Feed start(InputStream source, Child child) {
    var feed = new Feed(source, child);
    feed.thread.start();
    return feed;
  }

  /**
   * Waits until nothing more is carried.
   *
   * @throws IOException when the source broke; any other failure of the source is thrown as it is
   */
  void end() throws IOException {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while feeding a program", e);
    }
    switch (broken) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      default -> throw new IllegalStateException(broken);
    }
  }

  private void carry() {
    var buffer = new byte[1 << 16];
    try (var input = child.input()) {
      for (int n = read(buffer); n >= 0; n = read(buffer)) {
        if (!write(input, buffer, n)) {
          return;
        }
      }
    } catch (IOException _) {
      // closing: the program ended first, and its exit code says why
    }
  }

  private int read(byte[] buffer) {
    try {
      return source.read(buffer);
    } catch (IOException | RuntimeException e) {
      broken = e;
      child.kill();
      return -1;
    }
  }

  private static boolean write(OutputStream input, byte[] buffer, int length) {
    try {
      input.write(buffer, 0, length);
      return true;
    } catch (IOException _) {
      return false; // the program ended first, and its exit code says why
    }
  }
}
