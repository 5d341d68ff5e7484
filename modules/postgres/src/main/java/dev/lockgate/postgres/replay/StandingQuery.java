package dev.lockgate.postgres.replay;

import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.snapshot.Profile;
import dev.lockgate.core.snapshot.Standing;
import dev.lockgate.core.snapshot.Thing;
import dev.lockgate.core.snapshot.Thing.What;
import dev.lockgate.postgres.shadow.TraitsQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Reads, in a session of the target, what stands around its migrations. */
final class StandingQuery {
  /** The role that the server was made with has the first number of all. */
  private static final String SUPERUSER =
      "select coalesce((select rolname from pg_catalog.pg_roles where oid = 10), 'postgres')";

  private final Connection session;
  private final Optional<Profile> profile;

  private StandingQuery(Connection session, Optional<Profile> profile) {
    this.session = session;
    this.profile = profile;
  }

  /**
   * Reads it.
   *
   * @param profile the platform as the policy names it; empty to find it by looking
   */
  static Standing read(Connection session, MigrationState state, Optional<Profile> profile)
      throws SQLException {
    var last = state.applied().isEmpty() ? "" : state.applied().getLast().installedBy();
    var history = exists(session, state.historyTable()) ? state.historyTable() : "";
    return read(session, history, last, profile);
  }

  /**
   * Reads it.
   *
   * @param history the history table as SQL names it; empty when there is none
   * @param last who applied the last migration; empty when nobody did
   */
  static Standing read(Connection session, String history, String last, Optional<Profile> profile)
      throws SQLException {
    return new StandingQuery(session, profile).read(history, last);
  }

  private Standing read(String history, String last) throws SQLException {
    var deployer = deployer(last);
    configure(history, deployer);
    var things = things();
    var server = session.getMetaData();
    return new Standing(
        text("select split_part(current_setting('server_version'), ' ', 1)"),
        server.getDatabaseMajorVersion(),
        TraitsQuery.read(session).ownedBy(deployer),
        text(SUPERUSER),
        deployer,
        isRestored(history),
        profile.orElseGet(() -> Profile.of(roles(things))),
        things);
  }

  private static List<String> roles(List<Thing> things) {
    return things.stream()
        .filter(thing -> thing.what() == What.ROLE)
        .map(thing -> thing.value("name"))
        .toList();
  }

  /** Who applied the last migration; on an empty target, who is asking. */
  private String deployer(String last) throws SQLException {
    try (var statement =
        session.prepareStatement(
            "select coalesce((select rolname from pg_catalog.pg_roles where rolname = ?),"
                + " current_user)")) {
      statement.setString(1, last);
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
        return result.next() && result.getBoolean(1);
      }
    }
  }

  private void configure(String history, String deployer) throws SQLException {
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
  private boolean isRestored(String history) throws SQLException {
    return !history.isEmpty()
        && text("select exists (select from "
                + history
                + " group by xmin::text having count(distinct installed_on) > 1)::text")
            .equals("true");
  }

  private List<Thing> things() throws SQLException {
    var things = new ArrayList<Thing>();
    try (var statement = session.createStatement();
        var row = statement.executeQuery(query())) {
      while (row.next()) {
        things.add(thing(row));
      }
    }
    return things;
  }

  private static Thing thing(ResultSet row) throws SQLException {
    return Thing.of(
        What.of(row.getString("what")),
        row.getString("name"),
        row.getBoolean("before"),
        values(row.getArray("values")));
  }

  /** Names and values in turn; what is null has no value. */
  private static Map<String, String> values(Array array) throws SQLException {
    var texts = (String[]) array.getArray();
    var values = new TreeMap<String, String>();
    for (int i = 0; i + 1 < texts.length; i += 2) {
      if (texts[i + 1] != null) {
        values.put(texts[i], texts[i + 1]);
      }
    }
    return values;
  }

  private String text(String sql) throws SQLException {
    try (var statement = session.createStatement();
        var result = statement.executeQuery(sql)) {
      return result.next() ? result.getString(1) : "";
    }
  }

  private static String query() {
    try (var in = StandingQuery.class.getResourceAsStream("surroundings.sql")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
