package dev.lockgate.clients.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Gathers small writes for a channel that encrypts; closing it writes the end. */
final class AgeOutput extends OutputStream {
  private final WritableByteChannel channel;
  private final ByteBuffer gathered = ByteBuffer.allocate(1 << 16);
  private boolean closed;

  AgeOutput(WritableByteChannel channel) {
    this.channel = channel;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int done = 0; done < length; ) {
      var fits = Math.min(length - done, gathered.remaining());
      gathered.put(bytes, offset + done, fits);
      done += fits;
      if (!gathered.hasRemaining()) {
        pass();
      }
    }
  }

  private void pass() throws IOException {
    gathered.flip();
    while (gathered.hasRemaining()) {
      channel.write(gathered);
    }
    gathered.clear();
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      pass();
      channel.close();
    }
  }
}
