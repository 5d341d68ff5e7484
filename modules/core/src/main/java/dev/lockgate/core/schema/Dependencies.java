package dev.lockgate.core.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
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

  private final SortedMap<ObjectId, List<ObjectId>> needed;

  /**
   * By object, what it needs directly.
   *
   * @param needed without an entry for an object that needs nothing
   */
  public Dependencies(Map<ObjectId, ? extends Collection<ObjectId>> needed) {
    var entries = new ArrayList<Map.Entry<ObjectId, List<ObjectId>>>(needed.size());
    needed.forEach((id, needs) -> entries.add(Map.entry(id, inOrder(needs))));
    entries.sort(Map.Entry.comparingByKey());
    this.needed =
        CompactMap.of(
            entries.stream().map(Map.Entry::getKey).toList(),
            entries.stream().map(Map.Entry::getValue).toList());
  }

  private static List<ObjectId> inOrder(Collection<ObjectId> needs) {
    return List.copyOf(needs.size() == 1 ? needs : new TreeSet<>(needs));
  }

  /** Where none are known. */
  public static Dependencies none() {
    return NONE;
  }

  /** The dependencies of both. */
  public Dependencies and(Dependencies other) {
    var both = new HashMap<ObjectId, Collection<ObjectId>>(needed);
    other.needed.forEach((id, needs) -> {
      var all = new TreeSet<>(both.getOrDefault(id, List.of()));
      all.addAll(needs);
      both.put(id, all);
    });
    return new Dependencies(both);
  }

  /** What an object needs directly, in order. */
  public List<ObjectId> of(ObjectId id) {
    return needed.getOrDefault(id, List.of());
  }

  /** By object, what it needs directly; both in order. */
  public SortedMap<ObjectId, List<ObjectId>> all() {
    return needed;
  }
}
