package dev.lockgate.postgres.deploy;

import dev.lockgate.core.deploy.Smoke;
import dev.lockgate.core.deploy.SmokeExpectations;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Asks every table for a row and every sequence for its state. */
final class SmokeCheck {
  /** For one question; a healthy table answers in milliseconds. */
  private static final int SECONDS = 5;

  private static final int AT_ONCE = 50;

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
  private final SmokeExpectations expectations;
  private final List<String> held = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private int tables;
  private int sequences;
  private int leftOut;

  SmokeCheck(Connection connection, SmokeExpectations expectations) {
    this.connection = connection;
    this.expectations = expectations;
  }

  Smoke run(List<String> invalidBefore) throws SQLException {
    var relations = relations();
    var readable = relations.stream().filter(Relation::readable).toList();
    leftOut = relations.size() - readable.size();
    for (int first = 0; first < readable.size(); first += AT_ONCE) {
      askAll(readable.subList(first, Math.min(first + AT_ONCE, readable.size())));
    }
    for (var index : PreflightQueries.lines(connection, PreflightQueries.INVALID_INDEXES)) {
      if (!invalidBefore.contains(index)) {
        problems.add("The index " + index + " is invalid.");
      }
    }
    for (var table : new TreeMap<>(expectations.leastRows()).entrySet()) {
      leastRows(table.getKey(), table.getValue());
    }
    for (var extension : new TreeMap<>(expectations.extensions()).entrySet()) {
      extension(extension.getKey(), extension.getValue());
    }
    for (var query : new TreeMap<>(expectations.queries()).entrySet()) {
      query(query.getKey(), query.getValue());
    }
    return new Smoke(tables, sequences, leftOut, held, problems);
  }

  /** Counts no further than it must. */
  private void leastRows(String table, long least) throws SQLException {
    var limited =
        "select count(*) from (select from %s limit %d) s".formatted(quoted(table), least);
    answer(limited, "rows of " + table)
        .ifPresent(count ->
            tell(
                Long.parseLong(count) >= least,
                "%s has at least %d rows".formatted(table, least),
                "%s has %s rows, expected at least %d.".formatted(table, count, least)));
  }

  private void extension(String name, String version) throws SQLException {
    var installed =
        answer(
                "select coalesce((select extversion from pg_catalog.pg_extension where extname = '"
                    + name.replace("'", "''")
                    + "'), '')",
                "extension " + name)
            .orElse("");
    tell(
        !installed.isEmpty()
            && (installed + ".").startsWith(version.isEmpty() ? "" : version + "."),
        "extension %s is at %s".formatted(name, installed),
        "The extension %s is %s%s."
            .formatted(
                name,
                installed.isEmpty() ? "not installed" : "at " + installed,
                version.isEmpty() ? "" : ", expected " + version));
  }

  private void query(String name, String sql) throws SQLException {
    answer(sql, name)
        .ifPresent(value ->
            tell(
                value.equals("t"),
                name + " is true",
                "%s answered %s, expected true."
                    .formatted(name, value.equals("f") ? "false" : "no truth value")));
  }

  private void tell(boolean holds, String held, String problem) {
    if (holds) {
      this.held.add(held);
    } else {
      problems.add(problem);
    }
  }

  /** The first column of the first row; a failure is a problem of its own. */
  private Optional<String> answer(String query, String name) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.setQueryTimeout(SECONDS);
      try (var result = statement.executeQuery(query)) {
        return Optional.of(result.next() ? String.valueOf(result.getString(1)) : "no row");
      }
    } catch (SQLException e) {
      if (connection.isClosed()) {
        throw e;
      }
      problems.add(name + " cannot be asked for: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** A name as people write it, with or without its schema. */
  private static String quoted(String table) {
    return Arrays.stream(table.split("\\.", 2))
        .map(part -> part.startsWith("\"") ? part : "\"" + part.replace("\"", "\"\"") + "\"")
        .collect(Collectors.joining("."));
  }

  private record Relation(String name, boolean sequence, boolean readable) {
    String question() {
      return sequence ? "select last_value from " + name : "select * from " + name + " limit 1";
    }

    /** The same, read whole on the server, whose answer holds nothing of the row. */
    String part() {
      return "(select count("
          + (sequence ? "one.last_value" : "one")
          + ") from ("
          + question()
          + ") one)";
    }
  }

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

  /** In one statement; only where that fails, one by one, to tell which does not answer. */
  private void askAll(List<Relation> relations) throws SQLException {
    var questions =
        relations.stream().map(Relation::part).collect(Collectors.joining(",\n", "select ", ""));
    var answered = problem(questions).isEmpty() ? relations : askEach(relations);
    int asSequence = (int) answered.stream().filter(Relation::sequence).count();
    sequences += asSequence;
    tables += answered.size() - asSequence;
  }

  private List<Relation> askEach(List<Relation> relations) throws SQLException {
    var answered = new ArrayList<Relation>();
    for (var relation : relations) {
      var problem = problem(relation.question());
      if (problem.isEmpty()) {
        answered.add(relation);
      } else {
        problems.add(relation.name() + " does not answer: " + problem.get());
      }
    }
    return answered;
  }

  /** Why it is not answered; empty when it is. */
  private Optional<String> problem(String questions) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.setQueryTimeout(SECONDS);
      statement.execute(questions);
      return Optional.empty();
    } catch (SQLException e) {
      if (connection.isClosed()) {
        throw e;
      }
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
