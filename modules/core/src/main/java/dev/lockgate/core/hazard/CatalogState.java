package dev.lockgate.core.hazard;

import dev.lockgate.core.hazard.CatalogRow.Relation;
import dev.lockgate.core.hazard.CatalogRow.RowKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The catalog at one moment, kept up to date by what changes. */
public final class CatalogState {
  private final Map<RowKey, CatalogRow> rows = new HashMap<>();

  /** An empty one. */
  public CatalogState() {}

  /** The same at this moment, whatever happens to this one. */
  public CatalogState copy() {
    var copy = new CatalogState();
    copy.rows.putAll(rows);
    return copy;
  }

  /**
   * A row before and after.
   *
   * @param before null when it was made
   * @param after null when it is gone
   */
  public record Change(@Nullable CatalogRow before, @Nullable CatalogRow after) {}

  /**
   * Takes over what was read.
   *
   * @param read rows that may be new or changed; others may be among them
   * @param gone the keys of what exists no longer
   * @return what is different now
   */
  public List<Change> apply(Collection<CatalogRow> read, Collection<RowKey> gone) {
    var changes = new ArrayList<Change>();
    for (var key : gone) {
      var before = rows.remove(key);
      if (before != null) {
        changes.add(new Change(before, null));
      }
    }
    for (var row : read) {
      var before = rows.put(row.key(), row);
      if (!row.equals(before)) {
        changes.add(new Change(before, row));
      }
    }
    return List.copyOf(changes);
  }

  /** The keys of everything that exists. */
  public List<RowKey> keys() {
    return List.copyOf(rows.keySet());
  }

  /** Every row of a kind. */
  public <T extends CatalogRow> Stream<T> all(Class<T> kind) {
    return rows.values().stream().filter(kind::isInstance).map(kind::cast);
  }

  /** A relation by its oid. */
  public Optional<Relation> relation(long oid) {
    return Optional.ofNullable(rows.get(new RowKey("relation", oid, 0))).map(Relation.class::cast);
  }

  /** A column of a relation. */
  public Optional<CatalogRow.Column> column(long relation, int number) {
    return Optional.ofNullable(rows.get(new RowKey("column", relation, number)))
        .map(CatalogRow.Column.class::cast);
  }

  /** Whether some table of a name, in whichever schema, has a column of a name; both unquoted. */
  public boolean hasColumn(String table, String name) {
    return all(CatalogRow.Column.class)
        .filter(column -> Seen.unquoted(column.name()).equals(name))
        .flatMap(column -> relation(column.relation()).stream())
        .anyMatch(relation -> Seen.unquoted(relation.name()).equals(table));
  }

  /** Whether a row exists. */
  public boolean has(RowKey key) {
    return rows.containsKey(key);
  }
}
