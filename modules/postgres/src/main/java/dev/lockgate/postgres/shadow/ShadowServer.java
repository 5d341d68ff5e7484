package dev.lockgate.postgres.shadow;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.postgres.Database;

/** A throw-away PostgreSQL server of a given major, contained, reached by its own socket only. */
public final class ShadowServer implements AutoCloseable {
  private ShadowServer() {}

  /** Unpacks, starts and checks a server; about a second. */
  public static ShadowServer start(Major major, Cancellation cancellation) {
    throw new UnsupportedOperationException(major + " " + cancellation.isCancelled());
  }

  /** The database {@code postgres}, as the superuser. */
  public Database administrator() {
    throw new UnsupportedOperationException();
  }

  /** Stops the server and removes its files. */
  @Override
  public void close() {}
}
