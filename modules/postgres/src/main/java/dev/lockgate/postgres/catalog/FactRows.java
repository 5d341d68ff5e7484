package dev.lockgate.postgres.catalog;

import dev.lockgate.core.schema.Fact;
import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.ObjectId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns the rows of a catalog query into facts; a column without a value is no attribute. */
final class FactRows {
  /** Where the attributes begin, after kind, identity and the two columns of the parent. */
  private static final int FIRST_ATTRIBUTE = 5;

  private static final String HIDDEN = ", hidden";

  private final Map<ObjectId, Fact> facts = new TreeMap<>();

  /** All facts read so far. */
  List<Fact> facts() {
    return new ArrayList<>(facts.values());
  }

  /** Reads every row; a row about an object that is known already adds to it. */
  void read(ResultSet rows) throws SQLException {
    var labels = labels(rows);
    while (rows.next()) {
      add(fact(rows, labels));
    }
  }

  private static List<String> labels(ResultSet rows) throws SQLException {
    var meta = rows.getMetaData();
    var labels = new ArrayList<String>();
    for (int column = FIRST_ATTRIBUTE; column <= meta.getColumnCount(); column++) {
      labels.add(meta.getColumnLabel(column));
    }
    return labels;
  }

  private static Fact fact(ResultSet rows, List<String> labels) throws SQLException {
    var attributes = new TreeMap<String, String>();
    for (int i = 0; i < labels.size(); i++) {
      put(attributes, labels.get(i), rows, FIRST_ATTRIBUTE + i);
    }
    var id = new ObjectId(Kind.of(rows.getString(1)), rows.getString(2));
    return new Fact(id, parent(rows.getString(3), rows.getString(4)), attributes);
  }

  private static @Nullable ObjectId parent(@Nullable String kind, @Nullable String identity) {
    return kind == null || identity == null ? null : new ObjectId(Kind.of(kind), identity);
  }

  private static void put(Map<String, String> attributes, String label, ResultSet rows, int column)
      throws SQLException {
    if (label.endsWith(HIDDEN)) {
      var name = label.substring(0, label.length() - HIDDEN.length());
      hidden(rows.getArray(column))
          .forEach((option, value) -> attributes.put(name + " " + option, value));
      return;
    }
    var value = rows.getString(column);
    if (value != null && !value.isEmpty()) {
      attributes.put(label, value);
    }
  }

  /** Options such as {@code password=…}: the name stays readable, the value is only compared. */
  private static Map<String, String> hidden(@Nullable Array options) throws SQLException {
    var hidden = new TreeMap<String, String>();
    if (options != null) {
      for (var option : (String[]) options.getArray()) {
        var parts = option.split("=", 2);
        hidden.put(parts[0], HiddenValue.of(parts.length == 2 ? parts[1] : ""));
      }
    }
    return hidden;
  }

  private void add(Fact fact) {
    var known = facts.get(fact.id());
    facts.put(fact.id(), known == null ? fact : merged(known, fact));
  }

  /** Two rows may tell of one object; where they say the same thing differently, both stand. */
  private static Fact merged(Fact known, Fact more) {
    var attributes = new TreeMap<>(known.attributes());
    more.attributes().forEach((name, value) -> attributes.merge(name, value, FactRows::both));
    return new Fact(known.id(), known.parent(), attributes);
  }

  private static String both(String one, String other) {
    return one.equals(other) ? one : one + "\n" + other;
  }
}
