package dev.lockgate.postgres.migrations;

import dev.lockgate.core.step.Cancellation.Cancelled;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.postgres.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/** Looks, from a session of its own, at who keeps a migration waiting. */
final class Blockers implements AutoCloseable {
  private static final long EVERY_MILLIS = 200;
  private static final String WHO =
      """
      select format('pid %s (%s%s, role %s, %s for %s s%s)', a.pid,
                    coalesce(nullif(a.application_name, ''), 'no application name'),
                    coalesce(' from ' || host(a.client_addr), ''), a.usename, a.state,
                    extract(epoch from clock_timestamp() - coalesce(a.xact_start, a.state_change))::int,
                    coalesce(': ' || left(regexp_replace(nullif(a.query, ''), '\\s+', ' ', 'g'), 120), ''))
      from pg_catalog.pg_stat_activity a
      where a.pid = any(pg_catalog.pg_blocking_pids(?)) order by a.pid
      """;

  private final Database database;
  private final Thread thread;
  private volatile int watched;
  private volatile List<String> seen = List.of();

  private Blockers(Database database) {
    this.database = database;
    this.thread = Thread.ofVirtual().name("blockers").unstarted(this::look);
  }

  static Blockers watch(Database database) {
    var blockers = new Blockers(database);
    blockers.thread.start();
    return blockers;
  }

  /** The session that may have to wait. */
  Connection watching(Connection connection) {
    try {
      watched = connection.unwrap(PGConnection.class).getBackendPID();
      return connection;
    } catch (SQLException e) {
      throw database.failure(e, "Nothing was changed.");
    }
  }

  /** Who was last seen in the way: process, application, role and statement. */
  List<String> seen() {
    return seen;
  }

  /** Waits, at most two seconds, until the watched session is gone with all it held. */
  void awaitGone(Database view) {
    view.read(connection -> {
      try (var query =
          connection.prepareStatement("select from pg_catalog.pg_stat_activity where pid = ?")) {
        query.setInt(1, watched);
        for (int tries = 0; tries < 40; tries++) {
          try (var result = query.executeQuery()) {
            if (!result.next()) {
              break;
            }
          }
          Thread.sleep(50);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      return watched;
    });
  }

  private void look() {
    try {
      Thread.sleep(EVERY_MILLIS);
      watch();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (SQLException | StepFailure | Cancelled _) {
      // without this session the failure says less, and the migration goes on
    }
  }

  private void watch() throws SQLException, InterruptedException {
    try (var connection = database.connectReadOnly();
        var query = connection.prepareStatement(WHO)) {
      while (true) {
        query.setInt(1, watched);
        try (var result = query.executeQuery()) {
          var now = new ArrayList<String>();
          while (result.next()) {
            now.add(result.getString(1));
          }
          if (!now.isEmpty()) {
            seen = List.copyOf(now);
          }
        }
        Thread.sleep(EVERY_MILLIS);
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(1000);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
