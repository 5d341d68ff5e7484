package dev.lockgate.postgres;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.database.Tls;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.core.step.StepFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** A database that a step works on: opens sessions whose failures are told in our words. */
public final class Database {
  private final DatabaseUrl url;
  private final Session session;
  private final Tls tls;
  private final String application;
  private final Cancellation cancellation;
  private final AtomicBoolean direct;
  private final KeptSessions kept = new KeptSessions();

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

  /** Work on an open session. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does the work; the session is closed afterwards. */
    T on(Connection connection) throws SQLException;
  }

  /** A database of a step; nothing is opened yet. */
  public static Database of(DatabaseUrl url, Session session, Tls tls, StepContext context) {
    return new Database(
        url,
        session,
        tls,
        "lockgate/" + context.run().step(),
        context.cancellation(),
        new AtomicBoolean());
  }

  /** A database with the default TLS rules; nothing is opened yet. */
  public Database(DatabaseUrl url, Session session, Cancellation cancellation) {
    this(url, session, Tls.DEFAULT, "lockgate", cancellation, new AtomicBoolean());
  }

  private Database(
      DatabaseUrl url,
      Session session,
      Tls tls,
      String application,
      Cancellation cancellation,
      AtomicBoolean direct) {
    this.url = url;
    this.session = session;
    this.tls = tls;
    this.application = application;
    this.cancellation = cancellation;
    this.direct = direct;
  }

  /** Where it is. */
  public DatabaseUrl url() {
    return url;
  }

  /** How its sessions behave. */
  public Session session() {
    return session;
  }

  /** Which encryption its connections insist on. */
  public Tls tls() {
    return tls;
  }

  /** What the server shows as the name of our sessions, such as {@code lockgate/backup}. */
  public String application() {
    return application;
  }

  /** What stops its sessions and programs. */
  public Cancellation cancellation() {
    return cancellation;
  }

  /** Another database of the same server. */
  public Database sibling(String name) {
    return new Database(url.withDatabase(name), session, tls, application, cancellation, direct);
  }

  /** For a last look after the run was cancelled: short limits, and nothing that stops it. */
  public Database afterwards() {
    var brief = new Session(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(2));
    return new Database(url, brief, tls, application, new Cancellation(), direct);
  }

  /**
   * The same database for what must be finished although the run was cancelled, such as removing
   * what a step made; its sessions are short and stop by themselves.
   */
  public Database afterCancellation() {
    return new Database(url, session, tls, application, new Cancellation(), direct);
  }

  /** The same database for work that ends before the run does, by a cancellation of its own. */
  public Database stoppedBy(Cancellation own) {
    return new Database(url, session, tls, application, own, direct);
  }

  /**
   * Opens a direct session: auto-commit, our timeouts set, cancelled and closed when the run is.
   *
   * @throws dev.lockgate.core.step.StepFailure with its own code for each cause
   */
  public Connection connect() {
    return sessions().open(false);
  }

  /**
   * A session as {@link #connect()} opens it, for Flyway: what Flyway itself asks again and again
   * keeps its plan although the migrations in between change the schema.
   */
  public Connection connectToMigrate() {
    return sessions().keepingPlans().open(false);
  }

  /** As {@link #connect()}, in a session that PostgreSQL keeps from writing. */
  public Connection connectReadOnly() {
    return sessions().borrow(true, kept);
  }

  /**
   * From now on sessions of {@link #run}, {@link #read} and {@link #connectReadOnly} are kept for
   * their next use, in which they begin as new ({@code discard all}, our settings again); those of
   * {@link #connect()} are always sessions of their own.
   */
  public Keeping keepSessions() {
    kept.begin();
    return new Keeping() {
      @Override
      public void renew() {
        kept.renew();
      }

      @Override
      public void close() {
        kept.end();
      }
    };
  }

  /** While it is open, sessions are kept. */
  public interface Keeping extends AutoCloseable {
    /** After somebody else's SQL, which may have changed what a session begins with. */
    void renew();

    @Override
    void close();
  }

  /**
   * Opens a session, does the work and closes it.
   *
   * @throws dev.lockgate.core.step.StepFailure for every SQL error, as {@link #failure} tells it
   */
  public <T> T run(Work<T> work) {
    return with(
        sessions().borrow(false, kept),
        work,
        "What the statement before it did may have been kept.");
  }

  /**
   * As {@link #run}, in a session that cannot write, so that a failure can say: nothing was
   * changed.
   */
  public <T> T read(Work<T> work) {
    return with(connectReadOnly(), work, SqlFailures.NOTHING_WAS_CHANGED);
  }

  /**
   * An SQL error in our words.
   *
   * @param state a sentence that says what was changed, such as "Nothing was changed."
   */
  public StepFailure failure(SQLException error, String state) {
    return new SqlFailures(url, cancellation).of(error, state);
  }

  /**
   * The server's major.
   *
   * @throws dev.lockgate.core.step.Unsafe {@code server-too-new}, {@code server-too-old}
   */
  public Major major() {
    return read(connection -> Sessions.major(connection, url));
  }

  private Sessions sessions() {
    return new Sessions(url, session, tls, application, cancellation, direct);
  }

  private <T> T with(Connection opened, Work<T> work, String state) {
    try (opened) {
      return work.on(opened);
    } catch (SQLException e) {
      throw failure(e, state);
    }
  }
}
