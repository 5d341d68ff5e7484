package dev.lockgate.postgres.identity;

import dev.lockgate.core.identity.Identity;
import dev.lockgate.core.identity.Identity.Stamp;
import dev.lockgate.postgres.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The stamp of a database: one row, written once, that goes wherever the data goes. */
public final class IdentityTable {
  private static final String CREATE =
      """
      do $$
      begin
        if not exists (select from pg_namespace where nspname = 'lockgate') then
          create schema lockgate;
          comment on schema lockgate is 'Kept by Lockgate: what changed this database, when, by whom.';
        end if;
      end
      $$;
      create table if not exists lockgate.identity (
        environment text not null,
        system_identifier text not null,
        database text not null,
        stamped timestamptz not null default now(),
        one boolean primary key default true check (one)
      )
      """;

  private static final String EXISTS =
      """
      select count(*) > 0 from pg_catalog.pg_class c
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'lockgate' and c.relname = 'identity'
      """;

  private IdentityTable() {}

  /** Reads what a database is and what its stamp says; changes nothing. */
  public static Identity read(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var result = statement.executeQuery("select current_database()")) {
      result.next();
      return new Identity(system(connection), result.getString(1), stamp(connection));
    }
  }

  /** Stamps a database that has no stamp. */
  public static void stamp(Database database, String environment) {
    database.run(connection -> {
      try (var statement = connection.createStatement()) {
        if (!exists(connection)) {
          statement.execute(CREATE);
        }
      }
      try (var insert =
          connection.prepareStatement(
              "insert into lockgate.identity (environment, system_identifier, database) values (?,"
                  + " ?, current_database()) on conflict do nothing")) {
        insert.setString(1, environment);
        insert.setString(2, system(connection));
        return insert.executeUpdate();
      }
    });
  }

  private static Optional<Stamp> stamp(Connection connection) throws SQLException {
    if (!exists(connection)) {
      return Optional.empty();
    }
    try (var statement = connection.createStatement();
        var result =
            statement.executeQuery(
                "select environment, system_identifier, database, stamped from"
                    + " lockgate.identity")) {
      return result.next()
          ? Optional.of(
              new Stamp(
                  result.getString(1),
                  result.getString(2),
                  result.getString(3),
                  result.getTimestamp(4).toInstant()))
          : Optional.empty();
    }
  }

  /** Read from the catalog: {@code to_regclass} may remember that there was none. */
  private static boolean exists(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var result = statement.executeQuery(EXISTS)) {
      result.next();
      return result.getBoolean(1);
    }
  }

  /** The server's own number; empty where a provider keeps it to itself. */
  private static String system(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var may =
            statement.executeQuery(
                "select has_function_privilege('pg_catalog.pg_control_system()', 'execute')")) {
      may.next();
      if (!may.getBoolean(1)) {
        return "";
      }
    }
    try (var statement = connection.createStatement();
        var result =
            statement.executeQuery(
                "select system_identifier::text from pg_catalog.pg_control_system()")) {
      result.next();
      return result.getString(1);
    }
  }
}
