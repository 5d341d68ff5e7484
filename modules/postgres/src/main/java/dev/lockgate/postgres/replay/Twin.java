package dev.lockgate.postgres.replay;

import dev.lockgate.core.drift.Reference.Given;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.replay.Surroundings.Thing;
import dev.lockgate.postgres.shadow.ShadowServer;
import dev.lockgate.postgres.shadow.Traits;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An empty database on a shadow that stands for a target: it has what the target has around its
 * migrations, and they run on it as a role of the same name.
 *
 * @param database where migrations run, as the role that deploys
 * @param notes what it has otherwise than the target, a sentence each
 */
record Twin(Database database, List<String> notes) {
  /** PostgreSQL's codes for what is there already, which is what was wanted. */
  private static final Set<String> THERE = Set.of("42710", "42P04", "42P06");

  /** The most notes about things that could not be made; the rest is counted. */
  private static final int SHOWN = 5;

  /** Makes one. */
  static Twin of(
      ShadowServer server,
      String name,
      Traits traits,
      Surroundings surroundings,
      Given given,
      List<MigrationFile> files) {
    var like = withOwner(traits, surroundings.deployer());
    var created = server.create(name, like);
    var administrator = server.administrator().sibling(created.url().database());
    var notes = administrator.run(session -> make(session, surroundings.given(given, files)));
    var user = server.administrator().url().user();
    boolean asAdministrator = surroundings.deployer().equals(user);
    return new Twin(asAdministrator ? administrator : created, notes);
  }

  /** Its catalog, without the history. */
  SchemaSnapshot snapshot() {
    return database.read(LiveDatabase::read);
  }

  private static Traits withOwner(Traits traits, String owner) {
    return new Traits(
        owner,
        traits.encoding(),
        traits.provider(),
        traits.collate(),
        traits.ctype(),
        traits.locale(),
        traits.timezone());
  }

  private static List<String> make(Connection session, List<Thing> things) throws SQLException {
    var failures = new ArrayList<String>();
    try (var statement = session.createStatement()) {
      if (isSuperuser(session)) {
        statement.execute("set allow_system_table_mods = on");
      }
      for (var thing : things) {
        try {
          statement.execute(thing.sql());
        } catch (SQLException e) {
          if (!THERE.contains(e.getSQLState())) {
            failures.add(failure(thing, e));
          }
        }
      }
    }
    return shortened(failures);
  }

  private static String failure(Thing thing, SQLException e) {
    var firstLine = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return "The shadow lacks the %s %s of the target (%s)."
        .formatted(thing.what(), thing.name(), firstLine);
  }

  private static List<String> shortened(List<String> failures) {
    if (failures.size() <= SHOWN) {
      return failures;
    }
    var shown = new ArrayList<>(failures.subList(0, SHOWN));
    shown.add("The shadow lacks %d more things of the target.".formatted(failures.size() - SHOWN));
    return shown;
  }

  private static boolean isSuperuser(Connection session) throws SQLException {
    try (var statement = session.createStatement();
        var result =
            statement.executeQuery(
                "select rolsuper from pg_catalog.pg_roles where rolname = current_user")) {
      return result.next() && result.getBoolean(1);
    }
  }
}
