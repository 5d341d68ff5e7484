package dev.lockgate.core.backup;

import dev.lockgate.core.step.Log;
import java.time.Duration;

/** Says every few seconds how far a dump is, so that nobody takes a long one for a dead one. */
final class DumpProgress implements AutoCloseable {
  private final DumpSource.Dump dump;
  private final MeasuringOutput plain;
  private final MeasuringOutput stored;
  private final Repeated telling;
  private final long began = System.nanoTime();

  private DumpProgress(
      Duration every,
      Log log,
      DumpSource.Dump dump,
      MeasuringOutput plain,
      MeasuringOutput stored) {
    this.dump = dump;
    this.plain = plain;
    this.stored = stored;
    this.telling = Repeated.every(every, () -> log.info(line()));
  }

  /** Begins to tell; closing it ends that. */
  static DumpProgress tell(
      Log log, DumpSource.Dump dump, MeasuringOutput plain, MeasuringOutput stored) {
    return tell(Repeated.USUAL, log, dump, plain, stored);
  }

  static DumpProgress tell(
      Duration every,
      Log log,
      DumpSource.Dump dump,
      MeasuringOutput plain,
      MeasuringOutput stored) {
    return new DumpProgress(every, log, dump, plain, stored);
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
    telling.close();
  }
}
