package dev.lockgate.clients.store;

import dev.lockgate.core.step.StepFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * Reads what a channel decrypts. At its end the channel says so and hands over bytes in one call;
 * both count.
 */
final class AgeInput extends InputStream {
  private final ReadableByteChannel channel;
  private final ByteBuffer plain = ByteBuffer.allocate(1 << 16);
  private boolean ended;

  AgeInput(ReadableByteChannel channel) {
    this.channel = channel;
    plain.flip();
  }

  @Override
  public int read() throws IOException {
    return fill() ? plain.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    var count = Math.min(length, plain.remaining());
    plain.get(buffer, offset, count);
    return count;
  }

  private boolean fill() throws IOException {
    while (!plain.hasRemaining() && !ended) {
      plain.clear();
      try {
        ended = channel.read(plain) < 0;
      } catch (StepFailure e) {
        throw e; // the store's own
      } catch (RuntimeException e) {
        throw new IOException("the encrypted archive is damaged: " + e.getMessage(), e);
      }
      plain.flip();
    }
    return plain.hasRemaining();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
