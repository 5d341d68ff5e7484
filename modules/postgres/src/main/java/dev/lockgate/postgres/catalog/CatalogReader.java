package dev.lockgate.postgres.catalog;

import dev.lockgate.core.schema.Dependencies;
import dev.lockgate.core.schema.LeftOut;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.core.step.OutsideFailed;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the catalog of one database, with the same number of queries whatever its size. */
public final class CatalogReader {
  /** How often a catalog that changes while it is read is read anew. */
  private static final int ATTEMPTS = 4;

  /** How many rows are asked for at once. */
  private static final int PIECE = 5_000;

  /** What pg_get_*def says of an object that was dropped under its hands. */
  private static final Set<String> GONE = Set.of("XX000", "42P01", "42704", "42883", "42703");

  private static final String OWN_TRANSACTION =
      "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; ";

  /**
   * What texts look like, and no nested loops: where nobody analyzed the catalog, such as on a
   * fresh shadow, PostgreSQL expects one row where there are thousands. Two sides are read at a
   * time, and a server in use keeps its workers.
   */
  private static final String SETTINGS =
      """
      SET LOCAL search_path = ''; SET LOCAL jit = off; SET LOCAL enable_nestloop = off;
      SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL quote_all_identifiers = off;
      SET LOCAL DateStyle = 'ISO'; SET LOCAL IntervalStyle = 'postgres'; SET LOCAL TimeZone = 'UTC';
      SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex';
      SET LOCAL standard_conforming_strings = on; SET LOCAL lc_monetary = 'C'\
      """;

  private final LeftOut leftOut;
  private final Pause pause;

  /** Called after each query, so that a test can change the schema in between. */
  @FunctionalInterface
  interface Pause {
    void after(String query);
  }

  CatalogReader(LeftOut leftOut, Pause pause) {
    this.leftOut = leftOut;
    this.pause = pause;
  }

  /**
   * Reads all but what is left out. The session must be in auto-commit and outside a transaction;
   * nothing is written.
   *
   * @return steady when nothing changed the catalog meanwhile, else the last of four readings
   * @throws OutsideFailed {@code catalog-unreadable} when objects vanished in each reading
   */
  public static SchemaSnapshot read(Connection session, LeftOut leftOut) throws SQLException {
    return new CatalogReader(leftOut, _ -> {}).read(session);
  }

  /**
   * Reads all but what is left out in a transaction that goes on, and sees what it made. Nobody
   * else can change that meanwhile, so that it is always steady.
   */
  public static SchemaSnapshot inside(Connection session, LeftOut leftOut) throws SQLException {
    var reader = new CatalogReader(leftOut, _ -> {});
    try (var statement = session.createStatement()) {
      statement.execute(SETTINGS);
    }
    var major = session.getMetaData().getDatabaseMajorVersion();
    var rows = reader.facts(session, major);
    var unmodelled = unmodelled(session, major);
    return new SchemaSnapshot(rows.facts(), unmodelled, true, Dependencies.none()).without(leftOut);
  }

  SchemaSnapshot read(Connection session) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        var snapshot = once(session);
        if (snapshot.steady() || attempt == ATTEMPTS) {
          return snapshot.without(leftOut);
        }
      } catch (SQLException e) {
        if (!GONE.contains(e.getSQLState())) {
          throw e;
        }
        if (attempt == ATTEMPTS) {
          throw unreadable(e);
        }
      }
    }
  }

  private SchemaSnapshot once(Connection session) throws SQLException {
    var major = session.getMetaData().getDatabaseMajorVersion();
    session.setAutoCommit(false);
    try {
      var before = fingerprint(session, major);
      var rows = facts(session, major);
      var dependencies = dependencies(session, rows.addresses());
      var unmodelled = unmodelled(session, major);
      session.commit();
      var steady = before.equals(fingerprint(session, major));
      session.commit();
      return new SchemaSnapshot(rows.facts(), unmodelled, steady, dependencies);
    } finally {
      session.rollback();
      session.setAutoCommit(true);
    }
  }

  private FactRows facts(Connection session, int major) throws SQLException {
    var rows = new FactRows();
    for (var query : CatalogQueries.FACTS) {
      query(session, query, major, rows);
    }
    var readable = mayReadConnections(session);
    query(session, readable ? "subscription-connections" : "subscriptions-hidden", major, rows);
    return rows;
  }

  private void query(Connection session, String name, int major, FactRows rows)
      throws SQLException {
    try (var statement = inPieces(session);
        var result = statement.executeQuery(CatalogQueries.text(name, major))) {
      rows.read(result);
    }
    pause.after(name);
  }

  private Dependencies dependencies(Connection session, Addresses addresses) throws SQLException {
    var rows = new DependencyRows(addresses);
    try (var statement = inPieces(session)) {
      try (var result = statement.executeQuery(CatalogQueries.text("parts"))) {
        rows.readParts(result);
      }
      try (var result = statement.executeQuery(CatalogQueries.text("dependencies"))) {
        rows.read(result);
      }
    }
    return rows.dependencies();
  }

  /** A statement whose rows do not all lie in memory at once; there may be a million. */
  private static Statement inPieces(Connection session) throws SQLException {
    var statement = session.createStatement();
    statement.setFetchSize(PIECE);
    return statement;
  }

  private static boolean mayReadConnections(Connection session) throws SQLException {
    try (var statement = session.createStatement();
        var result =
            statement.executeQuery(
                "SELECT has_column_privilege('pg_catalog.pg_subscription', 'subconninfo', 'select')")) {
      return result.next() && result.getBoolean(1);
    }
  }

  private static String fingerprint(Connection session, int major) throws SQLException {
    try (var statement = session.createStatement()) {
      statement.execute(OWN_TRANSACTION + SETTINGS);
      try (var result = statement.executeQuery(CatalogQueries.text("fingerprint", major))) {
        return result.next() ? result.getString(1) : "";
      }
    }
  }

  private static SortedMap<String, Long> unmodelled(Connection session, int major)
      throws SQLException {
    var counts = new TreeMap<String, Long>();
    try (var statement = session.createStatement();
        var result = statement.executeQuery(CatalogQueries.text("unmodelled", major))) {
      while (result.next()) {
        counts.put(result.getString(1), result.getLong(2));
      }
    }
    return counts;
  }

  private static OutsideFailed unreadable(SQLException e) {
    return new OutsideFailed(
        "catalog-unreadable",
        "The catalog could not be read, four times in a row: " + e.getMessage(),
        "Nothing was changed. Look at the message of the server; when the schema is being changed"
            + " by someone else, run the step again afterwards.",
        e);
  }
}
