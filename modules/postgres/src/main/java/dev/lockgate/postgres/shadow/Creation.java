package dev.lockgate.postgres.shadow;

import dev.lockgate.core.snapshot.Traits;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Creates databases and their owners. */
final class Creation {
  private Creation() {}

  /** Creates a role that is nothing but the owner of a database, unless there is one already. */
  static void createOwner(Connection session, String owner) throws SQLException {
    try (var exists = session.prepareStatement("select 1 from pg_roles where rolname = ?")) {
      exists.setString(1, owner);
      try (var found = exists.executeQuery();
          var statement = session.createStatement()) {
        if (!found.next()) {
          statement.execute(
              "create role "
                  + identifier(owner)
                  + " login nosuperuser nocreaterole nocreatedb noreplication nobypassrls");
        }
      }
    }
  }

  /** Creates an empty database; without an owner it belongs to the role of the session. */
  static void create(Connection session, String name, String owner, Traits like)
      throws SQLException {
    try (var statement = session.createStatement()) {
      var create = command(statement, name, owner, like);
      executeFirstPossible(
          statement,
          List.of(
              create + libc(statement, like.collate(), like.ctype()) + provider(statement, like),
              create + byCodePoint(like) + provider(statement, like),
              create + byCodePoint(like)));
      if (like.timezone().isPresent()) {
        statement.execute(
            "alter database "
                + identifier(name)
                + " set timezone = "
                + statement.enquoteLiteral(like.timezone().get()));
      }
    }
  }

  /** A locale that this system lacks is left out, for all that can be kept. */
  private static void executeFirstPossible(Statement statement, List<String> choices)
      throws SQLException {
    for (var sql : choices.subList(0, choices.size() - 1)) {
      try {
        statement.execute(sql);
        return;
      } catch (SQLException e) {
        if (e.getSQLState().equals("42P04")) { // the name is taken
          throw e;
        }
      }
    }
    statement.execute(choices.getLast());
  }

  private static String command(Statement statement, String name, String owner, Traits like)
      throws SQLException {
    return "create database "
        + identifier(name)
        + (owner.isEmpty() ? "" : " owner " + identifier(owner))
        + " template template0 encoding "
        + statement.enquoteLiteral(like.encoding());
  }

  private static String libc(Statement statement, String collate, String ctype)
      throws SQLException {
    return " lc_collate "
        + statement.enquoteLiteral(collate)
        + " lc_ctype "
        + statement.enquoteLiteral(ctype);
  }

  private static String provider(Statement statement, Traits like) throws SQLException {
    if (like.locale().isEmpty()) {
      return "";
    }
    var word = like.provider().equals("icu") ? " icu_locale " : " builtin_locale ";
    return " locale_provider "
        + like.provider()
        + word
        + statement.enquoteLiteral(like.locale().get());
  }

  /** What every system has. */
  private static String byCodePoint(Traits like) {
    var locale = like.encoding().equals("UTF8") ? "'C.UTF-8'" : "'C'";
    return " lc_collate " + locale + " lc_ctype " + locale;
  }

  /** Any name, also one with quotes, which {@code enquoteIdentifier} refuses. */
  static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
