package dev.lockgate.postgres.catalog;

import dev.lockgate.core.schema.Fact;
import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.ObjectId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
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

  /** Longer ones, such as definitions, are seldom the same twice. */
  private static final int OFTEN_THE_SAME = 24;

  private static final String HIDDEN = ", hidden";
  private static final String RAW = ", raw";

  private final SortedMap<ObjectId, Fact> facts = new TreeMap<>();
  private final Addresses addresses = new Addresses();
  private final Map<ObjectId, ObjectId> parents = new HashMap<>();
  private final Map<String, String> values = new HashMap<>();

  private enum Use {
    ATTRIBUTE,
    RAW,
    HIDDEN
  }

  /** What a column of a result is for. */
  private record Column(int number, String name, Use use) {
    static Column of(int number, String label) {
      if (label.endsWith(RAW)) {
        return new Column(number, without(RAW, label), Use.RAW);
      }
      return label.endsWith(HIDDEN)
          ? new Column(number, without(HIDDEN, label), Use.HIDDEN)
          : new Column(number, label, Use.ATTRIBUTE);
    }

    private static String without(String end, String label) {
      return label.substring(0, label.length() - end.length());
    }
  }

  /** All facts read so far. */
  SortedMap<ObjectId, Fact> facts() {
    return Collections.unmodifiableSortedMap(facts);
  }

  /** Where in the catalog each object stands. */
  Addresses addresses() {
    return addresses;
  }

  /** Reads every row; a row about an object that is known already adds to it. */
  void read(ResultSet rows) throws SQLException {
    var columns = columns(rows);
    while (rows.next()) {
      var fact = fact(rows, columns);
      add(fact);
      addresses.add(rows.getString(5), fact.id());
    }
  }

  private static List<Column> columns(ResultSet rows) throws SQLException {
    var meta = rows.getMetaData();
    var columns = new ArrayList<Column>();
    for (int number = FIRST_ATTRIBUTE; number <= meta.getColumnCount(); number++) {
      columns.add(Column.of(number, meta.getColumnLabel(number)));
    }
    return columns;
  }

  private Fact fact(ResultSet rows, List<Column> columns) throws SQLException {
    var attributes = new TreeMap<String, String>();
    var raw = new TreeMap<String, String>();
    var id = new ObjectId(Kind.of(rows.getString(1)), rows.getString(2));
    for (var column : columns) {
      switch (column.use()) {
        case ATTRIBUTE -> put(attributes, column, rows);
        case RAW -> put(raw, column, rows);
        case HIDDEN ->
            options(id.kind(), rows.getArray(column.number()))
                .forEach((option, value) -> attributes.put(column.name() + " " + option, value));
      }
    }
    return new Fact(id, parent(rows.getString(3), rows.getString(4)), attributes, raw);
  }

  /** The same for all that belong to it, which keeps a large schema small. */
  private @Nullable ObjectId parent(@Nullable String kind, @Nullable String identity) {
    return kind == null || identity == null
        ? null
        : parents.computeIfAbsent(new ObjectId(Kind.of(kind), identity), id -> id);
  }

  private void put(Map<String, String> into, Column column, ResultSet rows) throws SQLException {
    var value = rows.getString(column.number());
    if (value != null && !value.isEmpty()) {
      into.put(column.name(), shared(value));
    }
  }

  private String shared(String value) {
    return value.length() > OFTEN_THE_SAME ? value : values.computeIfAbsent(value, same -> same);
  }

  /** Options such as {@code password=…}: the name stays readable, a secret is only compared. */
  private static Map<String, String> options(Kind kind, @Nullable Array options)
      throws SQLException {
    var kept = new TreeMap<String, String>();
    if (options != null) {
      for (var option : (String[]) options.getArray()) {
        var parts = option.split("=", 2);
        var value = parts.length == 2 ? parts[1] : "";
        kept.put(parts[0], HiddenValue.ofOption(kind, parts[0], value));
      }
    }
    return kept;
  }

  private void add(Fact fact) {
    var known = facts.putIfAbsent(fact.id(), fact);
    if (known != null) {
      facts.put(fact.id(), merged(known, fact));
    }
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
