package dev.lockgate.core.backup;

import dev.lockgate.core.step.Log;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Says every few seconds how far a dump is, so that nobody takes a long one for a dead one. */
final class DumpProgress implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final Duration every;
  private final Log log;
  private final DumpSource.Dump dump;
  private final MeasuringOutput plain;
  private final MeasuringOutput stored;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final long began = System.nanoTime();

  private DumpProgress(
      Duration every,
      Log log,
      DumpSource.Dump dump,
      MeasuringOutput plain,
      MeasuringOutput stored) {
    this.every = every;
    this.log = log;
    this.dump = dump;
    this.plain = plain;
    this.stored = stored;
  }

  /** Begins to tell; closing it ends that. */
  static DumpProgress tell(
      Log log, DumpSource.Dump dump, MeasuringOutput plain, MeasuringOutput stored) {
    return tell(EVERY, log, dump, plain, stored);
  }

  static DumpProgress tell(
      Duration every,
      Log log,
      DumpSource.Dump dump,
      MeasuringOutput plain,
      MeasuringOutput stored) {
    var progress = new DumpProgress(every, log, dump, plain, stored);
    Thread.ofVirtual().start(progress::run);
    return progress;
  }

  private void run() {
    try {
      while (!ended.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
        log.info(line());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private String line() {
    var millis = Math.max(1, (System.nanoTime() - began) / 1_000_000);
    var position = dump.position();
    return "Dumped %s in %d s, %s/s; stored %s%s"
        .formatted(
            new ByteSize(plain.bytes()),
            millis / 1000,
            new ByteSize(plain.bytes() * 1000 / millis),
            new ByteSize(stored.bytes()),
            position.isEmpty() ? "" : "; at " + position);
  }

  @Override
  public void close() {
    ended.countDown();
  }
}
