package dev.lockgate.core.schema;

import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * @param raw by name, what only repeats a part of the attributes, so that SQL can be written
 *     without reading SQL; it takes no part in equality, comparison or digests
 */
public record Fact(
    ObjectId id,
    @Nullable ObjectId parent,
    SortedMap<String, String> attributes,
    SortedMap<String, String> raw) {
  /** Stands for a value that the session may not read; it is never a difference that counts. */
  public static final String UNREADABLE = "(not readable by this role)";

  private static final SortedMap<String, String> NOTHING =
      CompactMap.<String, String>of(List.of(), List.of());

  public Fact {
    attributes = attributes.isEmpty() ? NOTHING : CompactMap.copyOf(attributes);
    raw = raw.isEmpty() ? NOTHING : CompactMap.copyOf(raw);
  }

  /** A fact of attributes alone. */
  public Fact(ObjectId id, @Nullable ObjectId parent, SortedMap<String, String> attributes) {
    this(id, parent, attributes, NOTHING);
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

  /** The same fact with other attributes. */
  public Fact with(SortedMap<String, String> others) {
    return new Fact(id, parent, others, raw);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Fact(var theirId, var theirParent, var theirs, _)
        && id.equals(theirId)
        && Objects.equals(parent, theirParent)
        && attributes.equals(theirs);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, parent, attributes);
  }
}
