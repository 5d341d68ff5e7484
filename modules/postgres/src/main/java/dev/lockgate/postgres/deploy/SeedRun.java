package dev.lockgate.postgres.deploy;

import dev.lockgate.core.deploy.Seed;
import dev.lockgate.core.migration.SqlText;
import dev.lockgate.core.migration.Statement;
import dev.lockgate.core.migration.TransactionRules;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.postgres.Database;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;

/** Runs a file of rows, all of it or none. */
final class SeedRun {
  private SeedRun() {}

  static void run(Database database, Seed.File file) {
    var statements = SqlText.statements(file.sql());
    TransactionRules.control(statements)
        .or(() -> statements.stream().filter(TransactionRules::needsNoTransaction).findFirst())
        .ifPresent(statement -> {
          throw failed(file, statement, "it cannot run inside the file's transaction", null);
        });
    database.run(connection -> {
      connection.setAutoCommit(false);
      for (var statement : statements) {
        run(connection, file, statement);
      }
      connection.commit();
      return statements.size();
    });
  }

  private static void run(Connection connection, Seed.File file, Statement statement)
      throws SQLException {
    try (var run = connection.createStatement()) {
      run.setEscapeProcessing(false);
      run.execute(statement.text());
    } catch (SQLException e) {
      connection.rollback();
      throw failed(file, statement, words(e), e);
    }
  }

  /** The primary message alone: details may hold values of rows. */
  private static String words(SQLException e) {
    var server = e instanceof PSQLException sql ? sql.getServerErrorMessage() : null;
    var message = server == null ? null : server.getMessage();
    return (message == null ? String.valueOf(e.getMessage()) : message)
        + " (SQLSTATE "
        + e.getSQLState()
        + ")";
  }

  private static OutsideFailed failed(
      Seed.File file,
      Statement statement,
      String why,
      @org.jspecify.annotations.Nullable SQLException cause) {
    return new OutsideFailed(
        "seed-failed",
        "The seed `%s:%d` failed: %s".formatted(file.path(), statement.line(), why),
        "The migrations are applied and stay; nothing of this file was kept. Correct it and run the"
            + " deploy again: seeds run whenever `run-seed` says so, so write them so that they may"
            + " run twice (`on conflict do nothing`).",
        cause);
  }
}
