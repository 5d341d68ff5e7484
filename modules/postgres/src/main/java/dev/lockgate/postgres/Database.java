package dev.lockgate.postgres;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.step.Cancellation;
import java.sql.Connection;
import java.time.Duration;

/** A database that a step works on: opens sessions whose failures are told in our words. */
public final class Database {
  private final DatabaseUrl url;
  private final Session session;
  private final Cancellation cancellation;

  /**
   * How sessions behave; zero means no limit.
   *
   * @param connect how long connecting may take
   * @param lock {@code lock_timeout}
   * @param statement {@code statement_timeout}
   */
  public record Session(Duration connect, Duration lock, Duration statement) {
    /** 10 s to connect, 5 s for a lock, no limit for a statement. */
    public static final Session DEFAULT =
        new Session(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ZERO);
  }

  /** A database; nothing is opened yet. */
  public Database(DatabaseUrl url, Session session, Cancellation cancellation) {
    this.url = url;
    this.session = session;
    this.cancellation = cancellation;
  }

  /** Where it is. */
  public DatabaseUrl url() {
    return url;
  }

  /** Another database of the same server. */
  public Database sibling(String name) {
    return new Database(url.withDatabase(name), session, cancellation);
  }

  /**
   * Opens a direct session: auto-commit, our timeouts set, cancelled and closed when the run is.
   *
   * @throws dev.lockgate.core.step.StepFailure with its own code for each cause
   */
  public Connection connect() {
    throw new UnsupportedOperationException();
  }

  /**
   * The server's major.
   *
   * @throws dev.lockgate.core.step.Unsafe {@code server-too-new}, {@code server-too-old}
   */
  public Major major() {
    throw new UnsupportedOperationException();
  }
}
