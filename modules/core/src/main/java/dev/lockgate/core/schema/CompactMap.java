package dev.lockgate.core.schema;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A sorted map that never changes, kept as two lists. A snapshot of a large schema is hundreds of
 * thousands of small maps, and one large one; this way an entry takes 8 bytes instead of 40.
 */
@SuppressWarnings("JdkObsolete") // nobody asks for what a NavigableMap has beyond a SortedMap
public final class CompactMap<K extends Comparable<K>, V> extends AbstractMap<K, V>
    implements SortedMap<K, V> {
  private final List<K> keys;
  private final List<V> values;

  private CompactMap(List<K> keys, List<V> values) {
    this.keys = keys;
    this.values = values;
  }

  /**
   * A map of keys that are in order already.
   *
   * @throws IllegalArgumentException when they are not, or one stands there twice, or has no value
   */
  public static <K extends Comparable<K>, V> CompactMap<K, V> of(List<K> keys, List<V> values) {
    for (int i = 1; i < keys.size(); i++) {
      if (keys.get(i - 1).compareTo(keys.get(i)) >= 0) {
        throw new IllegalArgumentException(
            "keys not in order: " + keys.get(i - 1) + ", " + keys.get(i));
      }
    }
    if (keys.size() != values.size()) {
      throw new IllegalArgumentException(keys.size() + " keys, " + values.size() + " values");
    }
    return new CompactMap<>(List.copyOf(keys), List.copyOf(values));
  }

  /** The same entries; the map itself when it is such a one. */
  public static <K extends Comparable<K>, V> CompactMap<K, V> copyOf(SortedMap<K, V> map) {
    return map instanceof CompactMap<K, V> same
        ? same
        : new CompactMap<>(List.copyOf(map.keySet()), List.copyOf(map.values()));
  }

  @Override
  public @Nullable V get(@Nullable Object key) {
    int at = find(key);
    return at < 0 ? null : values.get(at);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return find(key) >= 0;
  }

  @SuppressWarnings("unchecked") // as every sorted map: a key of another class is the caller's bug
  private int find(@Nullable Object key) {
    return key == null ? -1 : Collections.binarySearch(keys, (K) key);
  }

  @Override
  public void forEach(BiConsumer<? super K, ? super V> action) {
    for (int i = 0; i < keys.size(); i++) {
      action.accept(keys.get(i), values.get(i));
    }
  }

  @Override
  public Collection<V> values() {
    return values;
  }

  @Override
  public Set<Map.Entry<K, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<K, V>> iterator() {
        return entries();
      }

      @Override
      public int size() {
        return keys.size();
      }
    };
  }

  private Iterator<Map.Entry<K, V>> entries() {
    var key = keys.iterator();
    var value = values.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return key.hasNext();
      }

      @Override
      public Map.Entry<K, V> next() {
        return Map.entry(key.next(), value.next());
      }
    };
  }

  @Override
  public @Nullable Comparator<? super K> comparator() {
    return null;
  }

  @Override
  public SortedMap<K, V> subMap(K from, K to) {
    return between(place(from), place(to));
  }

  @Override
  public SortedMap<K, V> headMap(K to) {
    return between(0, place(to));
  }

  @Override
  public SortedMap<K, V> tailMap(K from) {
    return between(place(from), keys.size());
  }

  private SortedMap<K, V> between(int from, int to) {
    return new CompactMap<>(keys.subList(from, to), values.subList(from, to));
  }

  private int place(K key) {
    int at = Collections.binarySearch(keys, key);
    return at < 0 ? -at - 1 : at;
  }

  @Override
  public K firstKey() {
    return keys.getFirst();
  }

  @Override
  public K lastKey() {
    return keys.getLast();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other == this
        || (other instanceof CompactMap<?, ?> same
            ? keys.equals(same.keys) && values.equals(same.values)
            : super.equals(other));
  }

  @Override
  public int hashCode() {
    int sum = 0;
    for (int i = 0; i < keys.size(); i++) {
      sum += keys.get(i).hashCode() ^ values.get(i).hashCode();
    }
    return sum;
  }
}
