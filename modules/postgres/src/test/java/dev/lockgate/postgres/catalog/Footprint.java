package dev.lockgate.postgres.catalog;

import dev.lockgate.core.schema.plan.Lock;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a statement was seen to do to tables and views that were there before it.
 *
 * @param lock the strongest that it took on one of them
 * @param rewrites whether one of them has other files now
 */
record Footprint(Lock lock, boolean rewrites) {
  private static final String FILES =
      "select oid, relfilenode from pg_class where oid >= 16384 and relkind in ('r', 'p', 'v', 'm', 'f')";

  private static final String LOCKS =
      "select relation, mode from pg_locks where pid = pg_backend_pid() and locktype = 'relation'";

  /** Runs a statement in a transaction of its own and looks before it ends. */
  static Footprint of(Connection session, String sql) throws SQLException {
    session.setAutoCommit(false);
    var before = pairs(session, FILES);
    session.commit();
    try (var statement = session.createStatement()) {
      statement.execute(sql);
    }
    var lock = strongest(session, before);
    var after = pairs(session, FILES);
    session.commit();
    session.setAutoCommit(true);
    var rewrites =
        before.entrySet().stream()
            .anyMatch(file ->
                !after.getOrDefault(file.getKey(), file.getValue()).equals(file.getValue()));
    return new Footprint(lock, rewrites);
  }

  private static Lock strongest(Connection session, Map<String, String> existing)
      throws SQLException {
    var strongest = Lock.NONE;
    try (var statement = session.createStatement();
        var rows = statement.executeQuery(LOCKS)) {
      while (rows.next()) {
        var lock = lock(rows.getString(2));
        if (existing.containsKey(rows.getString(1)) && lock.compareTo(strongest) > 0) {
          strongest = lock;
        }
      }
    }
    return strongest;
  }

  /** Locks that reading and writing take are none that a plan tells of. */
  private static Lock lock(String mode) {
    var name = mode.replaceFirst("Lock$", "").toUpperCase(Locale.ROOT);
    return Arrays.stream(Lock.values())
        .filter(lock -> lock.name().replace("_", "").equals(name))
        .findFirst()
        .orElse(Lock.NONE);
  }

  private static Map<String, String> pairs(Connection session, String query) throws SQLException {
    var pairs = new HashMap<String, String>();
    try (var statement = session.createStatement();
        var rows = statement.executeQuery(query)) {
      while (rows.next()) {
        pairs.put(rows.getString(1), rows.getString(2));
      }
    }
    return pairs;
  }
}
