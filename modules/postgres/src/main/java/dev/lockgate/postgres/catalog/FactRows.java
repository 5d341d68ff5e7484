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
  /** Where the attributes begin, after kind, identity, the two columns of the parent and where. */
  private static final int FIRST_ATTRIBUTE = 6;

  private static final String HIDDEN = ", hidden";
  private static final String RAW = ", raw";

  private final Map<ObjectId, Fact> facts = new TreeMap<>();
  private final Addresses addresses = new Addresses();

  /** All facts read so far. */
  List<Fact> facts() {
    return new ArrayList<>(facts.values());
  }

  /** Where in the catalog each object stands. */
  Addresses addresses() {
    return addresses;
  }

  /** Reads every row; a row about an object that is known already adds to it. */
  void read(ResultSet rows) throws SQLException {
    var labels = labels(rows);
    while (rows.next()) {
      var fact = fact(rows, labels);
      add(fact);
      addresses.add(rows.getString(5), fact.id());
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
    var raw = new TreeMap<String, String>();
    var id = new ObjectId(Kind.of(rows.getString(1)), rows.getString(2));
    for (int i = 0; i < labels.size(); i++) {
      var label = labels.get(i);
      if (label.endsWith(RAW)) {
        put(raw, label.substring(0, label.length() - RAW.length()), rows, FIRST_ATTRIBUTE + i);
      } else if (label.endsWith(HIDDEN)) {
        var name = label.substring(0, label.length() - HIDDEN.length());
        options(id.kind(), rows.getArray(FIRST_ATTRIBUTE + i))
            .forEach((option, value) -> attributes.put(name + " " + option, value));
      } else {
        put(attributes, label, rows, FIRST_ATTRIBUTE + i);
      }
    }
    return new Fact(id, parent(rows.getString(3), rows.getString(4)), attributes, raw);
  }

  private static @Nullable ObjectId parent(@Nullable String kind, @Nullable String identity) {
    return kind == null || identity == null ? null : new ObjectId(Kind.of(kind), identity);
  }

  private static void put(Map<String, String> values, String label, ResultSet rows, int column)
      throws SQLException {
    var value = rows.getString(column);
    if (value != null && !value.isEmpty()) {
      values.put(label, value);
    }
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
    var known = facts.get(fact.id());
    facts.put(fact.id(), known == null ? fact : merged(known, fact));
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
