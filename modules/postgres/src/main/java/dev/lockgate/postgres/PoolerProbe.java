package dev.lockgate.postgres;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.step.Unsafe;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Finds out by behaviour whether a connection is a session, or whether a pooler gives it another
 * session for each transaction. It leaves no trace in a session that belongs to others, unless two
 * connections were seen in one session.
 */
final class PoolerProbe {
  private static final int ROUNDS = 3;

  private final DatabaseUrl url;
  private int asked;

  PoolerProbe(DatabaseUrl url) {
    this.url = url;
  }

  /**
   * Looks at an idle connection while another one works in transactions.
   *
   * @param open opens another one, which uses the simple protocol: pgjdbc gives its BEGIN a name
   *     otherwise, which another session would not know
   * @throws Unsafe {@code transaction-pooler}
   */
  void check(Connection connection, Supplier<Connection> open) throws SQLException {
    try (var rival = open.get()) {
      if (share(connection, rival) && !keepsSettings(connection, rival)) {
        throw pooler();
      }
    }
  }

  /**
   * Whether the two were ever seen in one session, or the first in two sessions: after the other
   * gave its session back, while the other holds one, and again.
   */
  private boolean share(Connection connection, Connection rival) throws SQLException {
    var session = session(connection);
    for (int round = 0; round < ROUNDS; round++) {
      boolean changed = !session(connection).equals(session);
      rival.setAutoCommit(false);
      try {
        if (changed || session(rival).equals(session) || !session(connection).equals(session)) {
          return true;
        }
      } finally {
        rival.rollback();
        rival.setAutoCommit(true);
      }
    }
    return false;
  }

  /** Proxies that share sessions until one has settings of its own (RDS Proxy) are fine. */
  private boolean keepsSettings(Connection connection, Connection rival) throws SQLException {
    var token = UUID.randomUUID().toString();
    value(connection, "select set_config('lockgate.probe', '" + token + "', false)");
    if (!seesAlways(connection, token)) {
      return false;
    }
    rival.setAutoCommit(false);
    try {
      return !seen(rival).equals(token) && seesAlways(connection, token);
    } finally {
      rival.rollback();
    }
  }

  private boolean seesAlways(Connection connection, String token) throws SQLException {
    for (int round = 0; round < ROUNDS; round++) {
      if (!seen(connection).equals(token)) {
        return false;
      }
    }
    return true;
  }

  /** Never twice the same text: pgjdbc would give it a name that another session does not know. */
  private String session(Connection connection) throws SQLException {
    return value(connection, "select pg_backend_pid() -- " + ++asked);
  }

  private String seen(Connection connection) throws SQLException {
    return value(
        connection, "select coalesce(current_setting('lockgate.probe', true), '') -- " + ++asked);
  }

  private static String value(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var result = statement.executeQuery(query)) {
      result.next();
      return result.getString(1);
    }
  }

  private Unsafe pooler() {
    return new Unsafe(
        "transaction-pooler",
        url.place()
            + " is a transaction pooler: it gives one connection a different session for each"
            + " transaction, so that timeouts, locks and snapshots of a step would reach the"
            + " sessions of others.",
        "Nothing was changed. Give the address of the server itself, or of a pooler in session"
            + " mode, by `direct-database-url` (Supabase: the session pooler on port 5432; Neon:"
            + " the host without `-pooler`).");
  }
}
