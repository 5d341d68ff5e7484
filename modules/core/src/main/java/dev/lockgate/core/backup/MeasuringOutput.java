package dev.lockgate.core.backup;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Measures what passes on its way to another stream. */
final class MeasuringOutput extends FilterOutputStream {
  private final MessageDigest digest = Sha256.begin();
  private long bytes;

  MeasuringOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    digest.update((byte) b);
    bytes++;
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    out.write(buffer, offset, length);
    digest.update(buffer, offset, length);
    bytes += length;
  }

  /** What passed, once all did. */
  Measured measured() {
    return new Measured(Sha256.end(digest), bytes);
  }
}
