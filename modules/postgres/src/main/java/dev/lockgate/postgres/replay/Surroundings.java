package dev.lockgate.postgres.replay;

import dev.lockgate.core.drift.Reference.Given;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.MigrationState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What stands around the migrations of a target and is made by none of them: roles, settings,
 * schemas, extensions, default privileges; as statements for a superuser of a shadow.
 *
 * @param deployer the role that runs the migrations
 * @param restored whether the history was copied into this database, so that the age of its rows
 *     says nothing of what was there before it
 * @param things in the order in which they are made
 */
record Surroundings(String deployer, boolean restored, List<Thing> things) {
  Surroundings {
    things = List.copyOf(things);
  }

  /**
   * One thing.
   *
   * @param what such as {@code schema}
   * @param name its name, as it is
   * @param before whether it was there when the history began, and was not changed since
   * @param sql makes it on the shadow
   */
  record Thing(String what, String name, boolean before, String sql) {
    /** Whether a migration may make it, too, so that it must not be there before. */
    private boolean mayBeMade() {
      return what.equals("schema") || what.equals("extension") || what.equals("no schema");
    }

    boolean isNamedBy(MigrationFile file) {
      var verb = what.equals("no schema") ? "drop\\s+schema" : "create\\s+" + what;
      var condition = "(\\s+if(\\s+not)?\\s+exists)?";
      return Pattern.compile(
              "\\b" + verb + condition + "\\s+\"?" + Pattern.quote(name) + "\"?(\\W|$)",
              Pattern.CASE_INSENSITIVE)
          .matcher(file.sql())
          .find();
    }
  }

  /** Reads them in a session of the target. */
  static Surroundings of(Connection session, MigrationState state) throws SQLException {
    var deployer = deployer(session, state);
    var history = exists(session, state.historyTable()) ? state.historyTable() : "";
    configure(session, history, deployer);
    try (var statement = session.createStatement();
        var result = statement.executeQuery(query())) {
      var things = new ArrayList<Thing>();
      while (result.next()) {
        things.add(
            new Thing(
                result.getString("what"),
                result.getString("name"),
                result.getBoolean("before"),
                result.getString("sql")));
      }
      return new Surroundings(deployer, isRestored(session, history), things);
    }
  }

  /** What a shadow gets before the first migration. */
  List<Thing> given(Given given, List<MigrationFile> files) {
    boolean byAge = given == Given.BEFORE_THE_HISTORY && !restored;
    return things.stream().filter(thing -> byAge ? thing.before() : !isMade(thing, files)).toList();
  }

  /** Only public may be there already on the shadow, and then takes over owner and privileges. */
  private static boolean isMade(Thing thing, List<MigrationFile> files) {
    return thing.mayBeMade()
        && !(thing.what().equals("schema") && thing.name().equals("public"))
        && files.stream().anyMatch(thing::isNamedBy);
  }

  /** Who applied the last migration; on an empty target, who is asking. */
  private static String deployer(Connection session, MigrationState state) throws SQLException {
    var last =
        state.applied().isEmpty()
            ? Optional.<String>empty()
            : Optional.of(state.applied().getLast().installedBy());
    try (var statement =
        session.prepareStatement(
            "select coalesce((select rolname from pg_catalog.pg_roles where rolname = ?),"
                + " current_user)")) {
      statement.setString(1, last.orElse(""));
      try (var result = statement.executeQuery()) {
        result.next();
        return result.getString(1);
      }
    }
  }

  /** Another tool's history may be there, and Flyway's not yet. */
  private static boolean exists(Connection session, String table) throws SQLException {
    try (var statement = session.prepareStatement("select to_regclass(?) is not null")) {
      statement.setString(1, table);
      try (var result = statement.executeQuery()) {
        result.next();
        return result.getBoolean(1);
      }
    }
  }

  private static void configure(Connection session, String history, String deployer)
      throws SQLException {
    try (var statement =
        session.prepareStatement(
            "select set_config('lockgate.history', ?, false),"
                + " set_config('lockgate.deployer', ?, false)")) {
      statement.setString(1, history);
      statement.setString(2, deployer);
      statement.executeQuery().close();
    }
  }

  /** Rows of different times written by one transaction were copied, as a restore does. */
  private static boolean isRestored(Connection session, String history) throws SQLException {
    if (history.isEmpty()) {
      return false;
    }
    try (var statement = session.createStatement();
        var result =
            statement.executeQuery(
                "select exists (select from "
                    + history
                    + " group by xmin::text having count(distinct installed_on) > 1)")) {
      return result.next() && result.getBoolean(1);
    }
  }

  private static String query() {
    try (var in = Surroundings.class.getResourceAsStream("surroundings.sql")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
