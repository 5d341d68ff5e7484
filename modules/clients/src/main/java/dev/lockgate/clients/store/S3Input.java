package dev.lockgate.clients.store;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;

/** An object being read; where the line breaks, it is read on from there. */
final class S3Input extends InputStream {
  private static final int ATTEMPTS = 5;

  private final S3Bucket bucket;
  private final String key;
  private final long size;
  private @Nullable InputStream open;
  private long position;
  private int failures;

  S3Input(S3Bucket bucket, String key, long size) {
    this.bucket = bucket;
    this.key = key;
    this.size = size;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    while (position < size) {
      try {
        if (open == null) {
          open = bucket.read(key, position);
        }
        var count = open.read(buffer, offset, length);
        if (count >= 0) {
          position += count;
          failures = count > 0 ? 0 : failures;
          return count;
        }
        throw new IOException("it ended after " + position + " of " + size + " bytes");
      } catch (IOException | RuntimeException e) {
        again(e);
      }
    }
    return -1;
  }

  private void again(Exception e) {
    if (++failures >= ATTEMPTS) {
      throw bucket.unreadable(e);
    }
    abandon();
    try {
      bucket.pauseAfter(failures);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw bucket.unreadable(e);
    }
  }

  /** Closing would first read what is left. */
  private void abandon() {
    if (open instanceof ResponseInputStream<?> response) {
      response.abort();
    }
    open = null;
  }

  @Override
  public void close() {
    abandon();
  }
}
