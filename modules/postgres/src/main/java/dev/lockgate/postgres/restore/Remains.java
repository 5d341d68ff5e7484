package dev.lockgate.postgres.restore;

import dev.lockgate.core.restore.DatabaseNames;
import dev.lockgate.core.step.Log;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.Identifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Databases that restores of a live one were loading when they were killed. Whoever asks holds the
 * lock by which only one restore of a database runs, so none of them is in use.
 */
record Remains(Database maintenance, String live, Log log) {
  /** The comment of a database until it takes the live one's name, and by which we know ours. */
  static final String MARK =
      "Lockgate is restoring into this database; if no restore is running, it may be dropped.";

  private static final String FOUND =
      """
      select d.datname, coalesce(shobj_description(d.oid, 'pg_database') = ?, false)
        from pg_database d
       where starts_with(d.datname, ?) and right(d.datname, -length(?)) ~ '^[0-9a-z]{4,16}$'
       order by d.datname
      """;

  private record Found(String name, boolean marked) {}

  /** Removes those that bear our mark; says what it did, a sentence each. */
  List<String> remove() {
    return maintenance.run(session -> {
      var said = new ArrayList<String>();
      for (var one : found(session)) {
        said.add(one.marked() ? removed(session, one.name()) : left(one.name()));
      }
      said.forEach(log::info);
      return said;
    });
  }

  private List<Found> found(Connection session) throws SQLException {
    var prefix = DatabaseNames.freshPrefix(live);
    return Query.list(
        session, FOUND, row -> new Found(row.text(1), row.flag(2)), MARK, prefix, prefix);
  }

  private static String removed(Connection session, String name) {
    try {
      Query.execute(session, "drop database " + Identifier.quote(name) + " with (force)");
      return "The database " + name + ", left by a restore that was killed, was removed.";
    } catch (SQLException e) {
      return "The database %s was left by a restore that was killed; drop it by hand: %s"
          .formatted(name, e.getMessage());
    }
  }

  private static String left(String name) {
    return "The database %s has a name as restores give them and not their mark; drop it when it is nobody's."
        .formatted(name);
  }
}
