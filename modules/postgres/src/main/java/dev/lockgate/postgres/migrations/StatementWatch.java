package dev.lockgate.postgres.migrations;

import dev.lockgate.core.migration.MigrationFile;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Looks on as migrations run on a shadow, in their own session. */
public interface StatementWatch {
  /** A file is about to run; its timeouts are set. */
  void begins(Connection session, MigrationFile file) throws SQLException;

  /**
   * A statement ran.
   *
   * @param number which of its file, from 0
   * @param sql as Flyway sent it, placeholders replaced
   * @param notices what the server said meanwhile
   */
  void ran(Connection session, MigrationFile file, int number, String sql, List<String> notices)
      throws SQLException;

  /**
   * A statement failed.
   *
   * @param number which of its file, from 0
   */
  default void failed(MigrationFile file, int number, Optional<SQLException> cause) {}
}
