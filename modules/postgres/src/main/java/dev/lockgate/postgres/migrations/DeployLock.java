package dev.lockgate.postgres.migrations;

import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.core.step.Unsafe;
import dev.lockgate.postgres.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Keeps two steps from changing one database at the same time. It is tried for and never waited for
 * inside a statement, so it cannot hold up a concurrent index; it belongs to a session of its own
 * and goes with it.
 */
public final class DeployLock implements AutoCloseable {
  /** "lockgate" in two numbers; one lock for each database. */
  private static final String KEY = "1819239271, 1635017061";

  private static final Duration PAUSE = Duration.ofMillis(250);

  /** Small files follow each other faster than anybody could take the lock. */
  private static final Duration STILL_KNOWN = Duration.ofMillis(200);

  private final Database database;
  private final Connection session;
  private long checked = System.nanoTime();

  private DeployLock(Database database, Connection session) {
    this.database = database;
    this.session = session;
  }

  /**
   * Takes the lock.
   *
   * @param holder what others read who find it taken, such as {@code deploy by alice, run 4711}
   * @param patience how long to try
   * @throws OutsideFailed {@code deploy-locked}, naming the holder
   */
  public static DeployLock take(
      Database database, String holder, Duration patience, Cancellation cancellation) {
    var session = database.connect();
    try {
      name(session, holder);
      long until = System.nanoTime() + patience.toNanos();
      while (!tryLock(session)) {
        cancellation.check();
        if (System.nanoTime() > until) {
          throw taken(session, patience);
        }
        Thread.sleep(PAUSE);
      }
      return new DeployLock(database, session);
    } catch (SQLException e) {
      close(session);
      throw database.failure(e, "Nothing was changed.");
    } catch (InterruptedException e) {
      close(session);
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (RuntimeException e) {
      close(session);
      throw e;
    }
  }

  /**
   * Makes sure that the lock is still ours, unless it was a moment ago: a session that was ended
   * took it along.
   *
   * @throws Unsafe {@code deploy-lock-lost}
   */
  public void check() {
    if (System.nanoTime() - checked < STILL_KNOWN.toNanos()) {
      return;
    }
    try (var statement = session.createStatement();
        var result =
            statement.executeQuery(
                "select count(*) from pg_catalog.pg_locks where locktype = 'advisory' and pid ="
                    + " pg_backend_pid() and (classid, objid) = ("
                    + KEY
                    + ")")) {
      result.next();
      if (result.getInt(1) == 0) {
        throw lost(null);
      }
      checked = System.nanoTime();
    } catch (SQLException e) {
      throw lost(e);
    }
  }

  private Unsafe lost(@org.jspecify.annotations.Nullable SQLException e) {
    return new Unsafe(
        "deploy-lock-lost",
        "The session that held the deploy lock on " + database.url().place() + " has ended.",
        "Another deploy could have begun, so this one stopped. Find out who ended the session, then"
            + " run the deploy again.",
        e);
  }

  @Override
  public void close() {
    close(session);
  }

  private static void close(Connection session) {
    try {
      session.close();
    } catch (SQLException _) {
      // gone already, and the lock with it
    }
  }

  private static void name(Connection session, String holder) throws SQLException {
    try (PreparedStatement set =
        session.prepareStatement("select set_config('application_name', ?, false)")) {
      set.setString(1, "lockgate: " + holder);
      set.execute();
    }
  }

  private static boolean tryLock(Connection session) throws SQLException {
    try (var statement = session.createStatement();
        var result = statement.executeQuery("select pg_try_advisory_lock(" + KEY + ")")) {
      result.next();
      return result.getBoolean(1);
    }
  }

  private static StepFailure taken(Connection session, Duration patience) throws SQLException {
    try (var statement = session.createStatement();
        var result =
            statement.executeQuery(
                """
                select a.pid, a.application_name, a.usename,
                       to_char(a.backend_start at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"')
                from pg_catalog.pg_locks l join pg_catalog.pg_stat_activity a using (pid)
                where l.locktype = 'advisory' and l.granted and l.database =
                  (select oid from pg_catalog.pg_database where datname = current_database())
                  and (l.classid, l.objid) = (
                """
                    + KEY
                    + ")")) {
      var holder =
          result.next()
              ? "`%s` (pid %d, role %s, since %s)"
                  .formatted(
                      result.getString(2),
                      result.getInt(1),
                      result.getString(3),
                      result.getString(4))
              : "a session that has just ended";
      return new OutsideFailed(
          "deploy-locked",
          "Another step is changing this database: "
              + holder
              + " holds the deploy lock; tried for "
              + patience.toMillis()
              + " ms.",
          "Nothing was changed. Run the deploy again when the other has ended. If it is stuck, end"
              + " its session: `select pg_terminate_backend(<pid>)`.");
    }
  }
}
