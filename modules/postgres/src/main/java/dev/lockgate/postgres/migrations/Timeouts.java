package dev.lockgate.postgres.migrations;

import dev.lockgate.core.migration.SqlText;
import dev.lockgate.core.migration.Statement;
import dev.lockgate.core.migration.TransactionRules;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The timeouts of a session that migrates. They are set anew for each file, since the file before
 * it may have changed them. Two kinds of statements have their own: a concurrent one waits for
 * older transactions without holding anyone up, and a timeout would leave an invalid index behind;
 * {@code validate constraint} reads a whole table under a lock that lets others read and write.
 */
final class Timeouts {
  /** A lock that lets others read and write may be waited for. */
  private static final Duration PATIENT = Duration.ofMinutes(1);

  /** Without one of these words a statement is of neither kind. */
  private static final Pattern OF_ITS_OWN = Pattern.compile("(?i)concurrently|validate");

  private final Connection connection;
  private @Nullable Pair before;

  /** Both, in PostgreSQL's own words. */
  private record Pair(String lock, String statement) {}

  private Timeouts(Connection connection) {
    this.connection = connection;
  }

  /** Sets them for a file. */
  static Timeouts begin(Connection connection, Duration lock, Duration statement)
      throws SQLException {
    var timeouts = new Timeouts(connection);
    timeouts.set(new Pair(lock.toMillis() + "ms", statement.toMillis() + "ms"));
    return timeouts;
  }

  /** Before a statement: gives one of its own kind its own. */
  void before(String sql, Duration lock) throws SQLException {
    var statements =
        OF_ITS_OWN.matcher(sql).find() ? SqlText.statements(sql) : List.<Statement>of();
    if (statements.isEmpty()) {
      return;
    }
    var statement = statements.getFirst();
    if (TransactionRules.isConcurrent(statement)) {
      before = exchange(new Pair("0", "0"));
    } else if (TransactionRules.isValidation(statement)) {
      var longer = lock.isZero() || lock.compareTo(PATIENT) > 0 ? lock : PATIENT;
      before = exchange(new Pair(longer.toMillis() + "ms", "0"));
    }
  }

  /** After a statement: those of the file again. */
  void after() throws SQLException {
    if (before != null) {
      set(before);
      before = null;
    }
  }

  private Pair exchange(Pair wanted) throws SQLException {
    try (var statement = connection.createStatement();
        var result =
            statement.executeQuery(
                "select current_setting('lock_timeout'), current_setting('statement_timeout')")) {
      result.next();
      var now = new Pair(result.getString(1), result.getString(2));
      set(wanted);
      return now;
    }
  }

  private void set(Pair pair) throws SQLException {
    try (var set =
        connection.prepareStatement(
            "select set_config('lock_timeout', ?, false), set_config('statement_timeout', ?,"
                + " false)")) {
      set.setString(1, pair.lock());
      set.setString(2, pair.statement());
      set.executeQuery().close();
    }
  }
}
