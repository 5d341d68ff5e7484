package dev.lockgate.postgres.backup;

import dev.lockgate.core.backup.DumpSource;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.core.step.Unsafe;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.Identifier;
import dev.lockgate.postgres.programs.ReplicaFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A PostgreSQL database as the source of a backup: one exported snapshot for all that is read. */
public final class DatabaseDump implements DumpSource {
  private static final String UNCHANGED = "Nothing was changed and no backup was made.";
  private static final int ATTEMPTS = 3;
  private static final int LOCKED_AT_ONCE = 100;
  private static final String GONE = "42P01";
  private static final String LOCK_TIMEOUT = "55P03";

  /** Large objects that this role may not read; before 18 there is no function that says so. */
  private static final String UNREADABLE_LARGE_OBJECTS =
      """
      select count(*) from pg_largeobject_metadata l, pg_roles me
       where me.rolname = current_user and not me.rolsuper
         and not current_setting('lo_compat_privileges')::bool
         and not pg_has_role(l.lomowner, 'usage')
         and not exists (select from aclexplode(l.lomacl) a
                          where a.privilege_type = 'SELECT'
                            and (a.grantee = 0 or pg_has_role(a.grantee, 'usage')))
      """;

  private final Database database;
  private final DumpOptions options;

  /** A source. */
  public DatabaseDump(Database database, DumpOptions options) {
    this.database = database;
    this.options = options;
  }

  /** The whole of a database, counted and not hashed. */
  public DatabaseDump(Database database, Duration lockWait, Duration deadline) {
    this(database, DumpOptions.whole(lockWait, deadline));
  }

  @Override
  public String database() {
    return database.url().database();
  }

  @Override
  public Dump begin() {
    for (int attempt = 1; ; attempt++) {
      var session = database.connectReadOnly();
      try {
        return snapshot(session);
      } catch (SQLException e) {
        close(session);
        // a table dropped between the snapshot and its lock: a new snapshot does not see it
        if (!GONE.equals(e.getSQLState()) || attempt == ATTEMPTS) {
          throw told(e);
        }
      } catch (RuntimeException e) {
        close(session);
        throw e;
      }
    }
  }

  private Snapshot snapshot(Connection session) throws SQLException {
    session.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    session.setAutoCommit(false);
    try (var statement = session.createStatement()) {
      if (options.snapshot().isPresent()) {
        statement.execute(
            "set transaction snapshot " + Identifier.literal(options.snapshot().get()));
      }
    }
    RowTexts.settle(session);
    try (var statement = session.createStatement()) {
      statement.execute("set local lock_timeout = " + options.lockWait().toMillis());
    }
    var snapshot = Snapshot.export(session, database, options);
    SchemaFilter.check(session, options.schemas());
    var relations = Relation.all(session, options.schemas());
    readable(session, relations);
    lock(session, relations);
    return snapshot;
  }

  /** Names all that cannot be read before the dump begins, not the first thing in its middle. */
  private void readable(Connection session, List<Relation> relations) throws SQLException {
    var unreadable =
        relations.stream()
            .filter(r -> r.isRead() && !r.readable())
            .map(Relation::toString)
            .collect(Collectors.toCollection(ArrayList::new));
    try (var statement = session.createStatement();
        var row = statement.executeQuery(UNREADABLE_LARGE_OBJECTS)) {
      row.next();
      if (row.getLong(1) > 0) {
        unreadable.add(row.getLong(1) + " large objects");
      }
    }
    if (!unreadable.isEmpty()) {
      throw new Unsafe(
          "table-not-readable",
          "The role %s may not read %s of the database %s; a backup without them would not be one."
              .formatted(database.url().user(), listed(unreadable), database()),
          UNCHANGED
              + " Grant the role SELECT on them and USAGE on their schemas, such as by GRANT"
              + " pg_read_all_data, or connect as the owner.");
    }
    var hidden = relations.stream().filter(Relation::rowsHidden).map(Relation::toString).toList();
    if (!hidden.isEmpty()) {
      throw new Unsafe(
          "row-security-hides-rows",
          "Row security hides rows of %s from the role %s; a backup would silently lack them."
              .formatted(listed(hidden), database.url().user()),
          UNCHANGED + " Connect as the tables' owner or as a role with BYPASSRLS.");
    }
  }

  /** From here on nobody truncates, drops or rewrites what is counted and then dumped. */
  private static void lock(Connection session, List<Relation> relations) throws SQLException {
    var tables =
        relations.stream()
            .filter(r -> r.kind() == 'r' || r.kind() == 'p')
            .map(r -> "only " + r.quoted())
            .toList();
    try (var statement = session.createStatement()) {
      for (int from = 0; from < tables.size(); from += LOCKED_AT_ONCE) {
        var some = tables.subList(from, Math.min(tables.size(), from + LOCKED_AT_ONCE));
        statement.execute("lock table " + String.join(", ", some) + " in access share mode");
      }
    }
  }

  private StepFailure told(SQLException error) {
    if (!LOCK_TIMEOUT.equals(error.getSQLState())) {
      return ReplicaFailure.in(String.valueOf(error.getMessage()))
          .orElseGet(() -> database.failure(error, UNCHANGED));
    }
    return new OutsideFailed(
        "lock-timeout",
        "A table of %s stayed locked for %d s: %s."
            .formatted(database(), options.lockWait().toSeconds(), listed(holders())),
        UNCHANGED + " Wait for that session to end, or raise `lock-wait-timeout`.",
        error);
  }

  private List<String> holders() {
    return database.read(session -> {
      try (var statement = session.createStatement();
          var rows =
              statement.executeQuery(
                  """
                  select l.relation::regclass || ' by pid ' || l.pid || ' (' || a.application_name || ')'
                    from pg_locks l join pg_stat_activity a on a.pid = l.pid
                   where l.mode = 'AccessExclusiveLock' and l.locktype = 'relation' and l.granted
                     and l.database = (select oid from pg_database where datname = current_database())
                     and l.relation in (select oid from pg_class where relkind in ('r', 'p'))
                  """)) {
        var all = new ArrayList<String>();
        while (rows.next()) {
          all.add(rows.getString(1));
        }
        return all.isEmpty() ? List.of("its lock was released meanwhile") : all;
      }
    });
  }

  private static String listed(List<String> names) {
    var shown = String.join(", ", names.subList(0, Math.min(20, names.size())));
    return names.size() > 20 ? shown + " and " + (names.size() - 20) + " more" : shown;
  }

  private static void close(Connection session) {
    try {
      session.close();
    } catch (SQLException _) {
      // the failure that led here says more
    }
  }
}
