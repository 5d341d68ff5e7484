package dev.lockgate.postgres.hazard;

import dev.lockgate.core.hazard.CatalogRow;
import dev.lockgate.core.hazard.CatalogRow.RowKey;
import dev.lockgate.core.hazard.CatalogState;
import dev.lockgate.core.hazard.CatalogState.Change;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Keeps a picture of the catalog up to date: of each look, only the rows come over that were
 * written since the last one, so that it costs little however many objects there are.
 */
final class CatalogLook {
  private static final String CHANGED = resource("changed.sql");
  private static final String PRESENT = resource("present.sql");

  private final CatalogState state = new CatalogState();
  private long since;

  CatalogState state() {
    return state;
  }

  /**
   * Looks.
   *
   * @param next the transaction at which the next look must begin
   */
  List<Change> look(Connection session, long next) throws SQLException {
    var read = new ArrayList<CatalogRow>();
    var gone = new HashSet<RowKey>();
    try (var statement = session.createStatement();
        var rows = statement.executeQuery(CHANGED.formatted(since))) {
      while (rows.next()) {
        var fields = rows.getArray(4);
        if (fields == null) {
          gone.add(new RowKey(rows.getString(1), rows.getLong(2), rows.getInt(3)));
        } else {
          read.add(
              CatalogRows.of(
                  rows.getString(1),
                  rows.getLong(2),
                  rows.getInt(3),
                  (String[]) fields.getArray()));
        }
      }
    }
    gone.addAll(gone(session));
    since = next;
    return state.apply(read, gone);
  }

  private Set<RowKey> gone(Connection session) throws SQLException {
    var present = present(session);
    var gone = new HashSet<RowKey>();
    for (var key : state.keys()) {
      var kind = key.kind().endsWith("column") ? "relation" : key.kind();
      if (!present.getOrDefault(kind, Set.of()).contains(key.oid())) {
        gone.add(key);
      }
    }
    return gone;
  }

  private static Map<String, Set<Long>> present(Connection session) throws SQLException {
    var present = new HashMap<String, Set<Long>>();
    try (var statement = session.createStatement();
        var rows = statement.executeQuery(PRESENT)) {
      while (rows.next()) {
        var oids = new HashSet<Long>();
        var text = rows.getString(2);
        if (text != null) {
          for (var oid : text.split(" ", -1)) {
            oids.add(Long.valueOf(oid));
          }
        }
        present.put(rows.getString(1), oids);
      }
    }
    return present;
  }

  static String resource(String name) {
    try (var in = CatalogLook.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
