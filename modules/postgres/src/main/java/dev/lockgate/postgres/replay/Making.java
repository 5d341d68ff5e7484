package dev.lockgate.postgres.replay;

import dev.lockgate.core.snapshot.Standing;
import dev.lockgate.core.snapshot.Thing;
import dev.lockgate.core.snapshot.Thing.What;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes, on a shadow, what stands around the migrations of a target; remembers what it could not.
 */
final class Making {
  /** PostgreSQL's codes for what is there already, which is what was wanted. */
  private static final Set<String> THERE = Set.of("42710", "42P04", "42P06");

  /** The most notes about things that could not be made; the rest is counted. */
  private static final int SHOWN = 5;

  private final ThingSql sql;
  private final List<String> failures = new ArrayList<>();
  private final List<Thing> lacking = new ArrayList<>();

  Making(Standing standing) {
    this.sql = new ThingSql(standing);
  }

  Making make(Connection session, List<Thing> things) throws SQLException {
    try (var statement = session.createStatement()) {
      if (isSuperuser(statement)) {
        statement.execute("set allow_system_table_mods = on");
      }
      var available = available(statement);
      for (var thing : things) {
        if (thing.what() == What.EXTENSION && !available.contains(thing.value("name"))) {
          lacking.add(thing);
        } else {
          make(statement, thing);
        }
      }
    }
    return this;
  }

  /** Extensions of the target for which the shadow has no files. */
  List<Thing> lacking() {
    return List.copyOf(lacking);
  }

  /** What could not be made, a sentence each. */
  List<String> notes() {
    var notes = new ArrayList<String>();
    lacking.stream().map(Making::lacks).forEach(notes::add);
    notes.addAll(failures.subList(0, Math.min(SHOWN, failures.size())));
    if (failures.size() > SHOWN) {
      notes.add(
          "The shadow lacks %d more things of the target.".formatted(failures.size() - SHOWN));
    }
    return notes;
  }

  private void make(Statement statement, Thing thing) {
    for (var each : sql.of(thing)) {
      try {
        statement.execute(each);
      } catch (SQLException e) {
        if (!THERE.contains(e.getSQLState())) {
          failures.add(failure(thing, e));
          return;
        }
      }
    }
  }

  private static String lacks(Thing extension) {
    return "The shadow lacks the extension %s %s of the target, so neither it nor what needs it is compared. Let `shadow-url` name a throw-away server that has it."
        .formatted(extension.value("name"), extension.value("version"));
  }

  private static String failure(Thing thing, SQLException e) {
    var firstLine = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return "The shadow lacks the %s %s of the target (%s)."
        .formatted(thing.what().word(), thing.name(), firstLine);
  }

  private static Set<String> available(Statement statement) throws SQLException {
    var names = new HashSet<String>();
    try (var result =
        statement.executeQuery("select name from pg_catalog.pg_available_extensions")) {
      while (result.next()) {
        names.add(result.getString(1));
      }
    }
    return names;
  }

  private static boolean isSuperuser(Statement statement) throws SQLException {
    try (var result =
        statement.executeQuery(
            "select rolsuper from pg_catalog.pg_roles where rolname = current_user")) {
      return result.next() && result.getBoolean(1);
    }
  }
}
