package dev.lockgate.core.backup;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicLong;

/** Measures what passes on its way to another stream. */
final class MeasuringOutput extends FilterOutputStream {
  private final MessageDigest digest = Sha256.begin();
  private final AtomicLong bytes = new AtomicLong(); // also read by who tells of the progress

  MeasuringOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    digest.update((byte) b);
    bytes.incrementAndGet();
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    out.write(buffer, offset, length);
    digest.update(buffer, offset, length);
    bytes.addAndGet(length);
  }

  /** How much passed so far. */
  long bytes() {
    return bytes.get();
  }

  /** What passed, once all did. */
  Measured measured() {
    return new Measured(Sha256.end(digest), bytes.get());
  }
}
