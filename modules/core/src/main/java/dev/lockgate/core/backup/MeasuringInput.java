package dev.lockgate.core.backup;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Measures what is read from another stream; skips and marks are refused, for they would lie. */
final class MeasuringInput extends FilterInputStream {
  private final MessageDigest digest = Sha256.begin();
  private long bytes;

  MeasuringInput(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    var b = in.read();
    if (b >= 0) {
      digest.update((byte) b);
      bytes++;
    }
    return b;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    var count = in.read(buffer, offset, length);
    if (count > 0) {
      digest.update(buffer, offset, count);
      bytes += count;
    }
    return count;
  }

  @Override
  public long skip(long n) throws IOException {
    return readNBytes((int) Math.min(n, 65_536)).length;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** Reads what is left, so that all of it is measured. */
  void drain() throws IOException {
    var buffer = new byte[1 << 16];
    while (read(buffer) >= 0) {
      // measured on its way
    }
  }

  /** What was read, once all was. */
  Measured measured() {
    return new Measured(Sha256.end(digest), bytes);
  }
}
