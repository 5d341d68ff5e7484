package dev.lockgate.postgres.catalog;

import dev.lockgate.core.schema.CompactMap;
import dev.lockgate.core.schema.Fact;
import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.ObjectId;
import dev.lockgate.postgres.catalog.ResultColumns.Column;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns the rows of a catalog query into facts; a column without a value is no attribute. */
final class FactRows {
  /** Where the attributes begin, after kind, identity, the two columns of the parent and where. */
  private static final int FIRST_ATTRIBUTE = 6;

  private final List<Fact> facts = new ArrayList<>();
  private final Addresses addresses = new Addresses();
  private final Map<ObjectId, ObjectId> parents = new HashMap<>();
  private final SharedValues shared = new SharedValues();

  /** All facts read so far; rows about one object make one fact. */
  SortedMap<ObjectId, Fact> facts() {
    facts.sort((one, other) -> one.id().compareTo(other.id()));
    var ids = new ArrayList<ObjectId>(facts.size());
    var merged = new ArrayList<Fact>(facts.size());
    for (var fact : facts) {
      if (!ids.isEmpty() && ids.getLast().equals(fact.id())) {
        merged.set(merged.size() - 1, merged(merged.getLast(), fact));
      } else {
        ids.add(fact.id());
        merged.add(fact);
      }
    }
    return CompactMap.of(ids, merged);
  }

  /** Where in the catalog each object stands. */
  Addresses addresses() {
    return addresses;
  }

  /** Reads every row; a row about an object that is known already adds to it. */
  void read(ResultSet rows) throws SQLException {
    var columns = ResultColumns.of(rows, FIRST_ATTRIBUTE);
    while (rows.next()) {
      var fact = fact(rows, columns);
      facts.add(fact);
      addresses.add(rows.getString(5), fact.id());
    }
  }

  private Fact fact(ResultSet rows, ResultColumns columns) throws SQLException {
    var id = new ObjectId(Kind.of(rows.getString(1)), rows.getString(2));
    var options = options(id.kind(), rows, columns.hidden());
    return new Fact(
        id,
        parent(rows.getString(3), rows.getString(4)),
        with(options, values(rows, columns.attributes())),
        values(rows, columns.raw()));
  }

  private SortedMap<String, String> values(ResultSet rows, List<Column> columns)
      throws SQLException {
    var names = new ArrayList<String>(columns.size());
    var values = new ArrayList<String>(columns.size());
    for (var column : columns) {
      var value = rows.getString(column.number());
      if (value != null && !value.isEmpty()) {
        names.add(column.name());
        values.add(value);
      }
    }
    return shared.attributes(names, values);
  }

  private static SortedMap<String, String> with(
      SortedMap<String, String> more, SortedMap<String, String> attributes) {
    if (more.isEmpty()) {
      return attributes;
    }
    var all = new TreeMap<>(attributes);
    all.putAll(more);
    return all;
  }

  /** The same for all that belong to it, which keeps a large schema small. */
  private @Nullable ObjectId parent(@Nullable String kind, @Nullable String identity) {
    return kind == null || identity == null
        ? null
        : parents.computeIfAbsent(new ObjectId(Kind.of(kind), identity), id -> id);
  }

  /** Options such as {@code password=…}: the name stays readable, a secret is only compared. */
  private static SortedMap<String, String> options(Kind kind, ResultSet rows, List<Column> columns)
      throws SQLException {
    var kept = new TreeMap<String, String>();
    for (var column : columns) {
      var options = rows.getArray(column.number());
      if (options != null) {
        for (var option : (String[]) options.getArray()) {
          var parts = option.split("=", 2);
          var value = parts.length == 2 ? parts[1] : "";
          kept.put(column.name() + " " + parts[0], HiddenValue.ofOption(kind, parts[0], value));
        }
      }
    }
    return kept;
  }

  /** Two rows may tell of one object; where they say the same thing differently, both stand. */
  private static Fact merged(Fact known, Fact more) {
    var attributes = new TreeMap<>(known.attributes());
    more.attributes().forEach((name, value) -> attributes.merge(name, value, FactRows::both));
    var raw = new TreeMap<>(known.raw());
    raw.putAll(more.raw());
    return new Fact(known.id(), known.parent(), attributes, raw);
  }

  private static String both(String one, String other) {
    return one.equals(other) ? one : one + "\n" + other;
  }
}
