package dev.lockgate.core.schema;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which object needs which others: they must exist before it, and it falls or is rebuilt when they
 * do. A view needs the columns it reads, a default its function (as the column's need), a foreign
 * key the key it refers to. The text of a function written as a string needs nothing that anybody
 * could know. A sequence that belongs to a column needs it, and that column's default may need the
 * sequence: this is the one way in which a circle may lie here.
 */
public final class Dependencies {
  private static final Dependencies NONE = new Dependencies(Map.of());

  private final Map<ObjectId, SortedSet<ObjectId>> needed;
  private final Map<ObjectId, SortedSet<ObjectId>> needing;

  /**
   * By object, what it needs directly.
   *
   * @param needed without an entry for an object that needs nothing
   */
  public Dependencies(Map<ObjectId, ? extends Collection<ObjectId>> needed) {
    this.needed = new LinkedHashMap<>();
    this.needing = new LinkedHashMap<>();
    needed.forEach((id, needs) -> {
      this.needed.put(id, new TreeSet<>(needs));
      needs.forEach(need -> needing.computeIfAbsent(need, _ -> new TreeSet<>()).add(id));
    });
  }

  /** Where none are known. */
  public static Dependencies none() {
    return NONE;
  }

  /** The dependencies of both. */
  public Dependencies and(Dependencies other) {
    var both = new LinkedHashMap<ObjectId, Collection<ObjectId>>(needed);
    other.needed.forEach((id, needs) -> {
      var all = new TreeSet<>(both.getOrDefault(id, new TreeSet<>()));
      all.addAll(needs);
      both.put(id, all);
    });
    return new Dependencies(both);
  }

  /** What an object needs directly. */
  public SortedSet<ObjectId> of(ObjectId id) {
    return Collections.unmodifiableSortedSet(needed.getOrDefault(id, new TreeSet<>()));
  }

  /** The objects that need this one directly. */
  public SortedSet<ObjectId> on(ObjectId id) {
    return Collections.unmodifiableSortedSet(needing.getOrDefault(id, new TreeSet<>()));
  }

  /** By object, what it needs directly. */
  public Map<ObjectId, SortedSet<ObjectId>> all() {
    return Collections.unmodifiableMap(needed);
  }
}
