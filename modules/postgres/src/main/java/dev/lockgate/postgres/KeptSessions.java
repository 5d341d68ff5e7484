package dev.lockgate.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Sessions that wait for their next use instead of being closed: a connection costs both sides the
 * work of a handshake. Nothing is kept until {@link #begin}, and nothing after {@link #end}.
 */
final class KeptSessions {
  private final Deque<Connection> readOnly = new ArrayDeque<>();
  private final Deque<Connection> writing = new ArrayDeque<>();
  private boolean keeping;

  /** From now on what is given back is kept. */
  synchronized void begin() {
    keeping = true;
  }

  /** A session that waits; empty when there is none. */
  synchronized Optional<Connection> take(boolean reading) {
    return Optional.ofNullable(queue(reading).pollFirst());
  }

  /** After its use: kept without its transaction, or closed. */
  void give(boolean reading, Connection session) throws SQLException {
    if (!isFree(session) || !keeps(reading, session)) {
      session.close();
    }
  }

  /** Closes what waits, so that the next sessions begin as the server now lets them. */
  synchronized void renew() {
    for (var waiting : List.of(readOnly, writing)) {
      waiting.forEach(KeptSessions::close);
      waiting.clear();
    }
  }

  /** Closes what waits and keeps nothing any more. */
  synchronized void end() {
    keeping = false;
    renew();
  }

  private synchronized boolean keeps(boolean reading, Connection session) {
    return keeping && queue(reading).offerFirst(session);
  }

  private Deque<Connection> queue(boolean reading) {
    return reading ? readOnly : writing;
  }

  private static boolean isFree(Connection session) {
    try {
      if (session.isClosed()) {
        return false;
      }
      if (!session.getAutoCommit()) {
        session.rollback();
        session.setAutoCommit(true);
      }
      return true;
    } catch (SQLException _) {
      return false;
    }
  }

  private static void close(Connection session) {
    try {
      session.close();
    } catch (SQLException _) {
      // gone already
    }
  }
}
