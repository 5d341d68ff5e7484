package dev.lockgate.core.schema;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The catalog of a database at one moment, as data.
 *
 * @param facts every object, in the order of reports
 * @param unmodelled catalogs that hold objects of the user which no fact tells of, with the number
 *     of their rows; silence about them would be the worst answer
 * @param steady whether nothing changed the catalog while it was read
 */
public record SchemaSnapshot(
    SortedMap<ObjectId, Fact> facts, SortedMap<String, Long> unmodelled, boolean steady) {
  public SchemaSnapshot {
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    unmodelled = Collections.unmodifiableSortedMap(new TreeMap<>(unmodelled));
  }

  /** A snapshot taken in peace. */
  public static SchemaSnapshot of(Collection<Fact> facts) {
    return new SchemaSnapshot(index(facts), Collections.emptySortedMap(), true);
  }

  /** A snapshot of facts in any order. */
  public static SchemaSnapshot of(
      Collection<Fact> facts, Map<String, Long> unmodelled, boolean steady) {
    return new SchemaSnapshot(index(facts), new TreeMap<>(unmodelled), steady);
  }

  /** What is known of an object. */
  public Optional<Fact> find(ObjectId id) {
    return Optional.ofNullable(facts.get(id));
  }

  /** The snapshot without what is left out. */
  public SchemaSnapshot without(LeftOut leftOut) {
    return new SchemaSnapshot(new TreeMap<>(leftOut.from(facts.values())), unmodelled, steady);
  }

  /** SHA-256 in hexadecimal over all that counts; equal digests mean no difference. */
  public String digest() {
    return Digests.of(facts.values());
  }

  /** SHA-256 in hexadecimal over all that counts of one object and of what belongs to it. */
  public String digest(ObjectId root) {
    return Digests.of(
        facts.values().stream().filter(fact -> Roots.isUnder(fact, root, facts)).toList());
  }

  private static SortedMap<ObjectId, Fact> index(Collection<Fact> facts) {
    return facts.stream()
        .collect(Collectors.toMap(Fact::id, fact -> fact, SchemaSnapshot::refuse, TreeMap::new));
  }

  private static Fact refuse(Fact one, Fact other) {
    throw new IllegalArgumentException("two facts tell of " + one.id() + ": " + other);
  }
}
