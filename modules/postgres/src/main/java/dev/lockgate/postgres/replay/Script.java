package dev.lockgate.postgres.replay;

import dev.lockgate.core.schema.plan.SqlStatement;
import dev.lockgate.postgres.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** Runs the statements of a plan on a throw-away database. */
record Script(Database database) {
  /** Bodies of functions may name what is created later; a script begins with the same. */
  private static final String HEAD = "set check_function_bodies = off";

  private static final int SHOWN = 300;

  /**
   * Runs them as a person or a migration does: in one transaction where all of them may stand in
   * one, up to the first that fails.
   *
   * @return what the server said of the one that failed; text from outside
   */
  Optional<String> run(List<SqlStatement> statements) {
    return database.run(session -> {
      boolean together = statements.stream().allMatch(SqlStatement::transactional);
      session.setAutoCommit(!together);
      var failure = first(session, statements);
      if (together && failure.isEmpty()) {
        session.commit();
      } else if (together) {
        session.rollback();
      }
      return failure;
    });
  }

  /**
   * Runs each of them by itself, for what can be had; who reads the catalog sees what could not.
   */
  void runAll(List<SqlStatement> statements) {
    database.run(session -> {
      try (var statement = session.createStatement()) {
        statement.execute(HEAD);
        for (var each : statements) {
          attempt(statement, each);
        }
        return true;
      }
    });
  }

  private static Optional<String> first(Connection session, List<SqlStatement> statements)
      throws SQLException {
    try (var statement = session.createStatement()) {
      statement.execute(HEAD);
      return statements.stream().flatMap(each -> attempt(statement, each).stream()).findFirst();
    }
  }

  private static Optional<String> attempt(Statement statement, SqlStatement each) {
    try {
      statement.execute(each.text());
      return Optional.empty();
    } catch (SQLException e) {
      var text =
          each.text().length() > SHOWN ? each.text().substring(0, SHOWN) + " …" : each.text();
      return Optional.of("%s: %s".formatted(String.valueOf(e.getMessage()).strip(), text));
    }
  }
}
