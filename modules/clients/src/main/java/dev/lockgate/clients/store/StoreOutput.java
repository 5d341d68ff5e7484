package dev.lockgate.clients.store;

import dev.lockgate.core.step.StepFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.Function;

/** An archive being stored; closing it brings it to the disk. */
final class StoreOutput extends OutputStream {
  private final FileChannel file;
  private final Function<IOException, StepFailure> told;

  StoreOutput(FileChannel file, Function<IOException, StepFailure> told) {
    this.file = file;
    this.told = told;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) {
    var bytes = ByteBuffer.wrap(buffer, offset, length);
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      throw told.apply(e);
    }
  }

  @Override
  public void close() {
    try (file) {
      if (file.isOpen()) {
        file.force(true);
      }
    } catch (IOException e) {
      throw told.apply(e);
    }
  }
}
