package dev.lockgate.postgres.deploy;

import dev.lockgate.core.deploy.Smoke;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Asks every table for a row and every sequence for its state. */
final class SmokeCheck {
  /** For one table; a healthy one answers in milliseconds. */
  private static final int SECONDS = 5;

  /** Tables, partitioned ones too, and filled materialized views. */
  private static final String RELATIONS =
      """
      select format('%I.%I', n.nspname, c.relname), c.relkind = 'S',
             case c.relkind when 'S' then has_sequence_privilege(c.oid, 'select')
                            else has_table_privilege(c.oid, 'select') end
               and has_schema_privilege(n.oid, 'usage')
      from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where (c.relkind in ('r', 'p', 'S') or c.relkind = 'm' and c.relispopulated)
        and c.relpersistence <> 't'
        and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      order by 1
      """;

  private final Connection connection;
  private final List<String> problems = new ArrayList<>();
  private int tables;
  private int sequences;
  private int leftOut;

  SmokeCheck(Connection connection) {
    this.connection = connection;
  }

  Smoke run(List<String> invalidBefore) throws SQLException {
    for (var relation : relations()) {
      if (!relation.readable()) {
        leftOut++;
      } else if (relation.sequence()) {
        sequences += ask("select last_value from " + relation.name(), relation.name());
      } else {
        tables += ask("select * from " + relation.name() + " limit 1", relation.name());
      }
    }
    for (var index : PreflightQueries.lines(connection, PreflightQueries.INVALID_INDEXES)) {
      if (!invalidBefore.contains(index)) {
        problems.add("The index " + index + " is invalid.");
      }
    }
    return new Smoke(tables, sequences, leftOut, problems);
  }

  private record Relation(String name, boolean sequence, boolean readable) {}

  private List<Relation> relations() throws SQLException {
    var found = new ArrayList<Relation>();
    try (var statement = connection.createStatement();
        var result = statement.executeQuery(RELATIONS)) {
      while (result.next()) {
        found.add(new Relation(result.getString(1), result.getBoolean(2), result.getBoolean(3)));
      }
    }
    return found;
  }

  /** One when it answered. */
  private int ask(String query, String name) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.setQueryTimeout(SECONDS);
      try (var result = statement.executeQuery(query)) {
        result.next();
        return 1;
      }
    } catch (SQLException e) {
      if (connection.isClosed()) {
        throw e;
      }
      problems.add(name + " does not answer: " + e.getMessage());
      return 0;
    }
  }
}
