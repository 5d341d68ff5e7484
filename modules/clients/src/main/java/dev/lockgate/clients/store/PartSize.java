package dev.lockgate.clients.store;

/** How big the parts of an upload are: all of them alike, decided before the first. */
final class PartSize {
  private static final long LEAST = 8L << 20;
  private static final long MOST = 5L << 30;

  /** Some services take a thousand parts; the archive is smaller than its database. */
  private static final int PARTS = 900;

  private PartSize() {}

  /** The size for an archive of about as many bytes. */
  static long of(long expected) {
    return Math.clamp((expected + PARTS - 1) / PARTS, LEAST, MOST);
  }
}
