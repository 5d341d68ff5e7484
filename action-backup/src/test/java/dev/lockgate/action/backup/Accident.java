package dev.lockgate.action.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.clients.store.ZstdCodec;
import dev.lockgate.core.backup.Codec;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Compresses, and lets something happen once so many bytes of the archive came by. */
final class Accident implements Codec {
  private final ZstdCodec codec = new ZstdCodec(3);
  private final long at;
  private final Runnable what;
  private long passed;
  private boolean happened;

  Accident(long at, Runnable what) {
    this.at = at;
    this.what = what;
  }

  /** None. */
  static Accident none() {
    return new Accident(Long.MAX_VALUE, () -> {});
  }

  /** The pg_dump of this process is killed, which leaves it no time to say anything. */
  static void killDump() {
    var dumps =
        ProcessHandle.current()
            .descendants()
            .filter(process -> process.info().commandLine().orElse("").contains("/bin/pg_dump"))
            .toList();
    assertThat(dumps).as("a running pg_dump").isNotEmpty();
    dumps.forEach(ProcessHandle::destroyForcibly);
  }

  boolean happened() {
    return happened;
  }

  @Override
  public String label() {
    return codec.label();
  }

  @Override
  public String ending() {
    return codec.ending();
  }

  @Override
  public OutputStream encode(OutputStream out) throws IOException {
    return new FilterOutputStream(codec.encode(out)) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        passed += length;
        if (passed >= at && !happened) {
          happened = true;
          what.run();
        }
      }
    };
  }

  @Override
  public InputStream decode(InputStream in) throws IOException {
    return codec.decode(in);
  }
}
