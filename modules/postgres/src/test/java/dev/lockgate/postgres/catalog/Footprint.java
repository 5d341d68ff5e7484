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
 * @param refused whether a role was refused that has every right that can be given
 */
record Footprint(Lock lock, boolean rewrites, boolean refused) {
  /** A role that has every right that can be given, and is no superuser. */
  private static final String MEMBER =
      """
      do $$ declare each text; begin
        if to_regrole('plan_member') is null then
          create role plan_member createdb createrole;
        end if;
        for each in select rolname from pg_roles
            where rolname not in ('plan_member', 'pg_database_owner') loop
          execute format('grant %I to plan_member', each);
        end loop;
        for each in select nspname from pg_namespace where nspname !~ '^pg_' loop
          execute format('grant create on schema %I to public', each);
        end loop;
      end $$;
      set local role plan_member;
      """;

  private static final String FILES =
      "select oid, relfilenode from pg_class where oid >= 16384 and relkind in ('r', 'p', 'v', 'm', 'f')";

  private static final String LOCKS =
      "select relation, mode from pg_locks where pid = pg_backend_pid() and locktype = 'relation'";

  /** Runs a statement in a transaction of its own and looks before it ends. */
  static Footprint of(Connection session, String sql) throws SQLException {
    session.setAutoCommit(false);
    var refused = isRefused(session, sql);
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
    return new Footprint(lock, rewrites, refused);
  }

  /** All of it is rolled back. */
  private static boolean isRefused(Connection session, String sql) throws SQLException {
    try (var statement = session.createStatement()) {
      statement.execute(MEMBER);
      statement.execute(sql);
      return false;
    } catch (SQLException e) {
      return true;
    } finally {
      session.rollback();
    }
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
