package dev.lockgate.postgres.shadow;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.postgres.Database;

/** Not written yet. */
final class BorrowedShadow implements ShadowServer {
  static ShadowServer start(Major major, Cancellation cancellation) {
    throw new UnsupportedOperationException(major + " " + cancellation.isCancelled());
  }

  static ShadowServer of(DatabaseUrl url, Database target, Cancellation cancellation) {
    throw new UnsupportedOperationException(url + " " + target.url() + cancellation.isCancelled());
  }

  @Override
  public Database administrator() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Database create(String name, Traits like) {
    throw new UnsupportedOperationException(name + like);
  }

  @Override
  public void close() {}
}
