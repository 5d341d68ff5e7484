package dev.lockgate.postgres.restore;

import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.core.step.Unsafe;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.Identifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges the names of two databases in one transaction. The first rename takes the lock on the
 * live name, so new connections queue, and waits up to five seconds for the sessions that a second
 * session of ours ends meanwhile. A lost connection is settled by looking which name has which oid.
 */
final class Swap {
  private static final int ATTEMPTS = 4;
  private static final Duration BETWEEN_ENDS = Duration.ofMillis(50);
  private static final Duration SETTLE = Duration.ofSeconds(10);
  private static final String OBJECT_IN_USE = "55006";

  private final Database maintenance;
  private final String live;
  private final String fresh;
  private final String old;
  private final String comment;
  private final Log log;
  private String backend = "";

  /**
   * A swap.
   *
   * @param maintenance must not stop when the run is cancelled: a swap takes seconds and is atomic
   * @param comment the statement that gives the new database its comment, with the exchange or not
   *     at all
   */
  Swap(Database maintenance, String live, String fresh, String old, String comment, Log log) {
    this.maintenance = maintenance;
    this.live = live;
    this.fresh = fresh;
    this.old = old;
    this.comment = comment;
    this.log = log;
  }

  /**
   * Exchanges the names.
   *
   * @param liveOid the live database's oid when its safety backup was taken
   * @param mayGoOn called before each attempt; throws to stop
   */
  void run(long liveOid, Runnable mayGoOn) {
    var freshOid = oid(fresh);
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      mayGoOn.run();
      var error = exchange(liveOid, freshOid);
      if (error == null || (!backend.isEmpty() && swapped(freshOid))) {
        return;
      }
      if (!OBJECT_IN_USE.equals(error.getSQLState())) {
        throw maintenance.failure(error, "The names were not exchanged; nothing was changed.");
      }
      log.info("Sessions kept the name busy; trying again (" + attempt + " of " + ATTEMPTS + ")");
    }
    throw new OutsideFailed(
        "swap-blocked",
        "Sessions on %s could not be ended: %s.".formatted(live, String.join("; ", sessions())),
        "The live database was not changed; the new one was removed. Pause what keeps connecting,"
            + " then run the restore again.");
  }

  /** One attempt; returns what went wrong. */
  private @Nullable SQLException exchange(long liveOid, long freshOid) {
    var over = new AtomicBoolean();
    var connection = maintenance.connect();
    var ender = Thread.ofVirtual().start(() -> endSessions(over));
    try (connection) {
      backend = Query.texts(connection, "select pg_backend_pid()").getFirst();
      connection.setAutoCommit(false);
      Query.execute(connection, comment);
      rename(connection, live, old);
      rename(connection, fresh, live);
      same(connection, old, liveOid);
      same(connection, live, freshOid);
      connection.commit();
      return null;
    } catch (SQLException e) {
      return e;
    } finally {
      over.set(true);
      join(ender);
    }
  }

  private static void rename(Connection connection, String from, String to) throws SQLException {
    Query.execute(
        connection,
        "alter database " + Identifier.quote(from) + " rename to " + Identifier.quote(to));
  }

  private void same(Connection connection, String name, long oid) throws SQLException {
    if (!Query.texts(connection, "select oid from pg_database where datname = ?", name)
        .equals(List.of(Long.toString(oid)))) {
      connection.rollback();
      throw new Unsafe(
          "database-replaced-meanwhile",
          "Somebody replaced the database %s while the backup was being restored.".formatted(live),
          "It was not changed by this step; the restored database was removed. Find out who did"
              + " it, then run the restore again.");
    }
  }

  private void endSessions(AtomicBoolean over) {
    try (var connection = maintenance.connect()) {
      while (!over.get()) {
        Query.texts(
            connection,
            """
            select pg_terminate_backend(a.pid)::text
              from pg_stat_activity a left join pg_roles r on r.oid = a.usesysid, pg_roles me
             where a.datname = ? and a.pid <> pg_backend_pid() and me.rolname = current_user
               and (me.rolsuper
                    or (not coalesce(r.rolsuper, true)
                        and (pg_has_role(a.usesysid, 'usage') or pg_has_role('pg_signal_backend', 'usage'))))
            """,
            live);
        Thread.sleep(BETWEEN_ENDS);
      }
    } catch (SQLException | StepFailure _) {
      // the rename says which sessions are left
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the exchange was committed, though its reply may have been lost. */
  private boolean swapped(long freshOid) {
    var until = System.nanoTime() + SETTLE.toNanos();
    @Nullable StepFailure lost = null;
    do {
      try {
        if (isOver()) {
          return oid(live) == freshOid;
        }
      } catch (StepFailure e) {
        lost = e;
      }
      pause();
    } while (System.nanoTime() < until);
    throw new OutsideFailed(
        "swap-unknown",
        "The connection was lost while the names were exchanged, and the server does not say how it"
            + " ended. %s is wholly the old database or wholly the restored one.".formatted(live),
        "Look which it is: when the server has a database %s, the restore was done; otherwise %s"
                .formatted(old, fresh)
            + " is left over and may be dropped.",
        lost);
  }

  /** Whether the session that exchanged the names has ended; a commit may still be under way. */
  private boolean isOver() {
    return maintenance
        .read(session ->
            Query.texts(
                session,
                "select pg_terminate_backend(pid)::text from pg_stat_activity"
                    + " where pid = ?::int and application_name like 'lockgate%'",
                backend))
        .isEmpty();
  }

  private long oid(String name) {
    return maintenance.read(session -> {
      var oids = Query.texts(session, "select oid from pg_database where datname = ?", name);
      return oids.isEmpty() ? 0L : Long.parseLong(oids.getFirst());
    });
  }

  private List<String> sessions() {
    return maintenance.read(session ->
        Query.texts(
            session,
            """
            select coalesce(usename, 'PostgreSQL') || ', pid ' || pid || ' (' || application_name || ')'
              from pg_stat_activity where datname = ? order by pid limit 10
            """,
            live));
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(Duration.ofMillis(200));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
