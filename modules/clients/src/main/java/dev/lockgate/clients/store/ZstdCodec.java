package dev.lockgate.clients.store;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.lockgate.core.backup.Codec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Zstandard with the frame's own checksum; memory does not grow with the archive. */
public final class ZstdCodec implements Codec {
  /** The least and the greatest level that an input may ask for. */
  public static final int FASTEST = 1;

  public static final int SMALLEST = 19;

  /** What a backup is written with unless somebody asks for another. */
  public static final int USUAL = 1;

  /** Beyond it a worker of its own would take more memory than it saves time. */
  private static final int QUICK = 9;

  private final int level;

  /**
   * A codec of one level; every level reads every other.
   *
   * @param level from 1, fast, to 19, small
   */
  public ZstdCodec(int level) {
    if (level < FASTEST || level > SMALLEST) {
      throw new IllegalArgumentException("expected a level from 1 (fast) to 19 (small)");
    }
    this.level = level;
  }

  @Override
  public String label() {
    return "zstd-" + level;
  }

  @Override
  public String ending() {
    return ".zst";
  }

  @Override
  public OutputStream encode(OutputStream out) throws IOException {
    var zstd = new ZstdOutputStreamNoFinalizer(out, level);
    zstd.setChecksum(true);
    if (level <= QUICK) {
      zstd.setWorkers(1); // beside the digests, which the thread that writes makes
    }
    return zstd;
  }

  @Override
  public InputStream decode(InputStream in) throws IOException {
    return new ZstdInputStreamNoFinalizer(in);
  }
}
