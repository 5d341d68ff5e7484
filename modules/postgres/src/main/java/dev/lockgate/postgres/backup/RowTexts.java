package dev.lockgate.postgres.backup;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Makes a session write values as every other session of ours does, whatever its role's defaults.
 */
public final class RowTexts {
  private static final String SETTINGS =
      """
      set local search_path = ''; set local row_security = off;
      set local DateStyle = 'ISO'; set local IntervalStyle = 'postgres'; set local TimeZone = 'UTC';
      set local extra_float_digits = 1; set local bytea_output = 'hex'; set local xmlbinary = 'base64';
      set local lc_monetary = 'C'; set local statement_timeout = 0
      """;

  private RowTexts() {}

  /** For the rest of the session's transaction. */
  public static void settle(Connection session) throws SQLException {
    try (var statement = session.createStatement()) {
      statement.execute(SETTINGS);
    }
  }
}
