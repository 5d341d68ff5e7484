package dev.lockgate.core.schema;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can differ: an object and what the catalog says of it.
 *
 * @param id which object
 * @param parent what it belongs to and falls with, such as the table of a column; null when it
 *     stands alone
 * @param attributes by name; an attribute that is absent has no value
 */
public record Fact(ObjectId id, @Nullable ObjectId parent, SortedMap<String, String> attributes) {
  /** Stands for a value that the session may not read; it is never a difference that counts. */
  public static final String UNREADABLE = "(not readable by this role)";

  public Fact {
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
  }

  /** Whether the session could not read the attribute, by itself or with all like it. */
  boolean hides(String attribute) {
    return attributes.entrySet().stream()
        .filter(entry -> entry.getValue().equals(UNREADABLE))
        .anyMatch(entry ->
            attribute.equals(entry.getKey()) || attribute.startsWith(entry.getKey() + " "));
  }

  /** A fact whose attributes are in any order. */
  public static Fact of(ObjectId id, @Nullable ObjectId parent, Map<String, String> attributes) {
    return new Fact(id, parent, new TreeMap<>(attributes));
  }
}
