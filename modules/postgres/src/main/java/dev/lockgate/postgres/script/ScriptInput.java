package dev.lockgate.postgres.script;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a script, with a look ahead of a few. */
final class ScriptInput {
  private final InputStream source;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;

  ScriptInput(InputStream source) {
    this.source = source;
  }

  /** The next byte, or -1 at the end. */
  int next() throws IOException {
    return has(1) ? buffer[at++] & 0xff : -1;
  }

  /** A byte ahead without taking it, 0 being the next one; -1 behind the end. */
  int peek(int ahead) throws IOException {
    return has(ahead + 1) ? buffer[at + ahead] & 0xff : -1;
  }

  /**
   * Takes bytes up to the end of a line, its end included.
   *
   * @return how many; at most as many as fit
   */
  int line(byte[] into, int offset, int length) throws IOException {
    if (!has(1)) {
      return 0;
    }
    var most = Math.min(length, end - at);
    var count = 0;
    while (count < most) {
      var b = buffer[at + count];
      into[offset + count++] = b;
      if (b == '\n') {
        break;
      }
    }
    at += count;
    return count;
  }

  private boolean has(int count) throws IOException {
    while (end - at < count) {
      if (at > 0) {
        System.arraycopy(buffer, at, buffer, 0, end - at);
        end -= at;
        at = 0;
      }
      var read = source.read(buffer, end, buffer.length - end);
      if (read < 0) {
        return false;
      }
      end += read;
    }
    return true;
  }
}
