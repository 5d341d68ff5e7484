package dev.lockgate.clients.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** A stream as a channel that gives all that was asked for, unless the stream ends. */
final class AgeSource implements ReadableByteChannel {
  private final InputStream in;
  private boolean open = true;

  AgeSource(InputStream in) {
    this.in = in;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    var bytes = in.readNBytes(into.remaining());
    into.put(bytes);
    return bytes.length == 0 && into.hasRemaining() ? -1 : bytes.length;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() throws IOException {
    open = false;
    in.close();
  }
}
