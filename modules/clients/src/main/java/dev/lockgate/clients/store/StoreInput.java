package dev.lockgate.clients.store;

import dev.lockgate.core.step.StepFailure;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

/** A stored archive being read; tells a store that fails from an archive that is damaged. */
final class StoreInput extends FilterInputStream {
  private final Function<IOException, StepFailure> told;

  StoreInput(InputStream in, Function<IOException, StepFailure> told) {
    super(in);
    this.told = told;
  }

  @Override
  public int read() {
    try {
      return in.read();
    } catch (IOException e) {
      throw told.apply(e);
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    try {
      return in.read(buffer, offset, length);
    } catch (IOException e) {
      throw told.apply(e);
    }
  }
}
