package dev.lockgate.postgres.restore;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small queries whose parameters are texts. */
final class Query {
  private Query() {}

  /** One row, its columns by number from 1. */
  @FunctionalInterface
  interface Row {
    /** A column as text. */
    @Nullable String get(int column) throws SQLException;

    /** A column that is never null. */
    default String text(int column) throws SQLException {
      var value = get(column);
      if (value == null) {
        throw new IllegalStateException("column " + column + " is null");
      }
      return value;
    }

    /** A column that is true or false. */
    default boolean flag(int column) throws SQLException {
      return "t".equals(get(column));
    }
  }

  /** Makes something of a row. */
  @FunctionalInterface
  interface Reader<T> {
    /** Reads a row. */
    T of(Row row) throws SQLException;
  }

  static <T> List<T> list(Connection session, String sql, Reader<T> reader, String... parameters)
      throws SQLException {
    try (var statement = session.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (var rows = statement.executeQuery()) {
        var all = new ArrayList<T>();
        while (rows.next()) {
          all.add(reader.of(rows::getString));
        }
        return all;
      }
    }
  }

  static List<String> texts(Connection session, String sql, String... parameters)
      throws SQLException {
    return list(session, sql, row -> row.text(1), parameters);
  }

  static void execute(Connection session, String sql) throws SQLException {
    try (var statement = session.createStatement()) {
      statement.execute(sql);
    }
  }
}
