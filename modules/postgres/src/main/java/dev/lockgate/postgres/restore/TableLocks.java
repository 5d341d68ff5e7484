package dev.lockgate.postgres.restore;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;

/**
 * Keeps everybody from writing to any table of a database; reading goes on. Large objects cannot be
 * locked: whoever reads one takes the lock of a writer, and the safety backup reads them.
 */
record TableLocks(Connection session) {
  private static final int AT_ONCE = 100;
  private static final int ROUNDS = 5;

  private static final String TABLES =
      """
      select format('%I.%I', n.nspname, c.relname)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and c.relpersistence <> 't' and n.nspname !~ '^pg_'
         and n.nspname not in ('information_schema', 'lockgate')
       order by 1
      """;

  /** Locks them, and those that appear meanwhile; in the session's transaction. */
  void take() throws SQLException {
    var locked = new HashSet<String>();
    for (int round = 0; round < ROUNDS; round++) {
      var tables = Query.texts(session, TABLES).stream().filter(t -> !locked.contains(t)).toList();
      if (tables.isEmpty()) {
        break;
      }
      lock(tables);
      locked.addAll(tables);
    }
  }

  private void lock(List<String> tables) throws SQLException {
    for (int from = 0; from < tables.size(); from += AT_ONCE) {
      var some = tables.subList(from, Math.min(tables.size(), from + AT_ONCE));
      Query.execute(
          session, "lock table only " + String.join(", only ", some) + " in exclusive mode");
    }
  }
}
