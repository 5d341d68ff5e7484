package dev.lockgate.core.backup;

import dev.lockgate.core.step.Log;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Says every few seconds how much of an archive was taken up, as a dump is told of. */
public final class LoadProgress {
  private final Log log;
  private final long whole;
  private final Counting plain;
  private final long began = System.nanoTime();

  private LoadProgress(Log log, long whole, InputStream plain) {
    this.log = log;
    this.whole = whole;
    this.plain = new Counting(plain);
  }

  /**
   * A reader that tells while another reads.
   *
   * @param whole bytes of the archive as pg_dump wrote it; 0 where nobody knows
   */
  public static ArchiveReader of(ArchiveReader reader, Log log, long whole) {
    return of(reader, log, whole, Repeated.USUAL);
  }

  static ArchiveReader of(ArchiveReader reader, Log log, long whole, Duration every) {
    return plain -> {
      var progress = new LoadProgress(log, whole, plain);
      try (var _ = Repeated.every(every, progress::tell)) {
        reader.read(progress.plain);
      }
    };
  }

  private void tell() {
    var millis = Math.max(1, (System.nanoTime() - began) / 1_000_000);
    var bytes = plain.bytes;
    log.info(
        "Loaded %s%s in %d s, %s/s%s"
            .formatted(
                new ByteSize(bytes),
                whole > 0 ? " of " + new ByteSize(whole) : "",
                millis / 1000,
                new ByteSize(bytes * 1000 / millis),
                whole > 0 && bytes >= whole
                    ? "; all rows are there, indexes and constraints follow"
                    : ""));
  }

  /** Counts what is read, by one thread. */
  private static final class Counting extends FilterInputStream {
    private volatile long bytes;

    Counting(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      var b = in.read();
      add(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      var count = in.read(buffer, offset, length);
      add(Math.max(0, count));
      return count;
    }

    @Override
    public long skip(long n) throws IOException {
      var skipped = in.skip(n);
      add(skipped);
      return skipped;
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread reads, another only looks
    private void add(long more) {
      bytes += more;
    }
  }
}
