package dev.lockgate.postgres.catalog;

import dev.lockgate.core.schema.Dependencies;
import dev.lockgate.core.schema.ObjectId;
import dev.lockgate.postgres.catalog.Addresses.Address;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Turns the rows of {@code pg_depend} into what objects need. */
final class DependencyRows {
  /** How a row says that the first is a part of the second: a member, or made along with it. */
  private static final Set<String> PART = Set.of("e", "i");

  private final Addresses addresses;
  private final Map<ObjectId, Set<ObjectId>> needed = new HashMap<>();

  private record Row(Address from, Address to) {}

  DependencyRows(Addresses addresses) {
    this.addresses = addresses;
  }

  Dependencies read(ResultSet result) throws SQLException {
    var rows = new ArrayList<Row>();
    while (result.next()) {
      var row = new Row(address(result, 1), address(result, 4));
      rows.add(row);
      if (PART.contains(result.getString(7))) {
        addresses.addPart(row.from(), row.to());
      }
    }
    resolve(rows);
    return new Dependencies(needed);
  }

  private static Address address(ResultSet result, int first) throws SQLException {
    return new Address(
        result.getString(first), result.getLong(first + 1), result.getInt(first + 2));
  }

  private void resolve(List<Row> rows) {
    for (var row : rows) {
      var from = addresses.find(row.from());
      var to = addresses.find(row.to());
      if (from != null && to != null && !from.equals(to)) {
        needed.computeIfAbsent(from, _ -> new TreeSet<>()).add(to);
      }
    }
  }
}
