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

/** Turns the rows of {@code pg_depend} into what objects need. */
final class DependencyRows {
  private final Addresses addresses;
  private final Map<ObjectId, List<ObjectId>> needed = new HashMap<>();

  private record Row(Address from, Address to) {}

  DependencyRows(Addresses addresses) {
    this.addresses = addresses;
  }

  /**
   * Reads the rows that say that the first is a part of the second: a member, or made along with
   * it. They come before all others, which may be about parts.
   */
  void readParts(ResultSet result) throws SQLException {
    var rows = new ArrayList<Row>();
    while (result.next()) {
      var row = row(result);
      rows.add(row);
      addresses.addPart(row.from(), row.to());
    }
    rows.forEach(this::resolve);
  }

  /** Reads the other rows. */
  void read(ResultSet result) throws SQLException {
    while (result.next()) {
      resolve(row(result));
    }
  }

  /** What is known by now. */
  Dependencies dependencies() {
    return new Dependencies(needed);
  }

  private Row row(ResultSet result) throws SQLException {
    return new Row(address(result, 1), address(result, 4));
  }

  private Address address(ResultSet result, int first) throws SQLException {
    return addresses.at(
        result.getString(first), result.getLong(first + 1), result.getInt(first + 2));
  }

  private void resolve(Row row) {
    var from = addresses.find(row.from());
    var to = addresses.find(row.to());
    if (from != null && to != null && !from.equals(to)) {
      needed.computeIfAbsent(from, _ -> new ArrayList<>(4)).add(to);
    }
  }
}
