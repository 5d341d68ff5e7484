package dev.lockgate.postgres.hazard;

import dev.lockgate.core.hazard.CatalogState;
import dev.lockgate.core.hazard.LockMode;
import dev.lockgate.core.hazard.Observation;
import dev.lockgate.core.hazard.Observation.LockTimeout;
import dev.lockgate.core.hazard.Observed;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.SqlText;
import dev.lockgate.core.migration.Statement;
import dev.lockgate.postgres.migrations.StatementWatch;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes down what each statement of a rehearsal did: its locks, its work, its changes. */
public final class HazardWatch implements StatementWatch {
  private static final String SESSION = CatalogLook.resource("session.sql");

  /** The longest lock_timeout there is: whoever sees another one knows that the file set it. */
  private static final long UNTOUCHED = Integer.MAX_VALUE;

  private final CatalogLook catalog = new CatalogLook();
  private final List<Observation> seen = new ArrayList<>();
  private List<Statement> statements = List.of();
  private long statementTimeout;
  private CatalogState start = new CatalogState();

  /** What was seen so far. */
  public Observed observed() {
    return new Observed(start, seen, catalog.state());
  }

  @Override
  public void begins(Connection session, MigrationFile file) throws SQLException {
    statements = SqlText.statements(file.sql());
    try (var statement = session.createStatement()) {
      statement.execute("set client_min_messages = debug1");
      statement.execute("set lock_timeout = " + UNTOUCHED);
    }
    var look = Look.at(session);
    statementTimeout = look.statementTimeout();
    catalog.look(session, look.transaction());
    if (seen.isEmpty()) {
      start = catalog.state().copy();
    }
  }

  @Override
  public void ran(
      Connection session, MigrationFile file, int number, String sql, List<String> notices)
      throws SQLException {
    var look = Look.at(session);
    var changes = catalog.look(session, look.transaction());
    seen.add(
        new Observation(
            file,
            statement(number, sql),
            look.locks(),
            notices,
            changes,
            timeout(look.lockTimeout()),
            look.statementTimeout() == statementTimeout ? 0 : look.statementTimeout()));
  }

  /** Flyway splits as we do; should it not, its own text counts and the line is that before. */
  private Statement statement(int number, String sql) {
    if (number < statements.size()) {
      return statements.get(number);
    }
    var line = statements.isEmpty() ? 1 : statements.getLast().line();
    var ours = SqlText.statements(sql);
    return new Statement(line, sql, ours.isEmpty() ? "" : ours.getFirst().words());
  }

  private static LockTimeout timeout(long millis) {
    if (millis == UNTOUCHED) {
      return LockTimeout.OF_THE_DEPLOY;
    }
    return millis == 0 ? LockTimeout.OFF : LockTimeout.OF_THE_FILE;
  }

  /** What a session holds and how it waits. */
  private record Look(
      Map<Long, Set<LockMode>> locks, long lockTimeout, long statementTimeout, long transaction) {
    static Look at(Connection session) throws SQLException {
      var locks = new HashMap<Long, Set<LockMode>>();
      var numbers = new HashMap<String, Long>();
      try (var statement = session.createStatement();
          var rows = statement.executeQuery(SESSION)) {
        while (rows.next()) {
          var number = rows.getLong(2);
          if (rows.getString(1).equals("lock")) {
            LockMode.of(rows.getString(3))
                .ifPresent(mode -> locks.computeIfAbsent(number, _ -> new HashSet<>()).add(mode));
          } else {
            numbers.put(rows.getString(1), number);
          }
        }
      }
      return new Look(
          locks,
          numbers.getOrDefault("lock_timeout", 0L),
          numbers.getOrDefault("statement_timeout", 0L),
          numbers.getOrDefault("transaction", 0L));
    }
  }
}
