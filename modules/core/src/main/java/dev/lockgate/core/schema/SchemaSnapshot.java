package dev.lockgate.core.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The catalog of a database at one moment, as data.
 *
 * @param facts every object, in the order of reports
 * @param unmodelled catalogs that hold objects of the user which no fact tells of, with the number
 *     of their rows; silence about them would be the worst answer
 * @param steady whether nothing changed the catalog while it was read
 * @param dependencies what needs what; it follows from the facts, so it takes no part in equality
 *     or digests
 */
public record SchemaSnapshot(
    SortedMap<ObjectId, Fact> facts,
    SortedMap<String, Long> unmodelled,
    boolean steady,
    Dependencies dependencies) {
  public SchemaSnapshot {
    facts = CompactMap.copyOf(facts);
    unmodelled = CompactMap.copyOf(unmodelled);
  }

  /** A snapshot taken in peace. */
  public static SchemaSnapshot of(Collection<Fact> facts) {
    return of(facts, Map.of(), true);
  }

  /** A snapshot of facts in any order. */
  public static SchemaSnapshot of(
      Collection<Fact> facts, Map<String, Long> unmodelled, boolean steady) {
    return new SchemaSnapshot(index(facts), new TreeMap<>(unmodelled), steady, Dependencies.none());
  }

  /** The same with what needs what. */
  public SchemaSnapshot with(Dependencies dependencies) {
    return new SchemaSnapshot(facts, unmodelled, steady, dependencies);
  }

  /** What is known of an object. */
  public Optional<Fact> find(ObjectId id) {
    return Optional.ofNullable(facts.get(id));
  }

  /** The snapshot without what is left out. */
  public SchemaSnapshot without(LeftOut leftOut) {
    var left = leftOut.of(facts);
    if (left.isEmpty()) {
      return this;
    }
    var kept = new TreeMap<>(facts);
    kept.keySet().removeAll(left);
    return with(kept);
  }

  /** Only what would be left out. */
  public SchemaSnapshot only(LeftOut leftOut) {
    var left = new TreeMap<>(facts);
    left.keySet().retainAll(leftOut.of(facts));
    return with(left);
  }

  /** The same with other facts. */
  public SchemaSnapshot with(SortedMap<ObjectId, Fact> others) {
    return new SchemaSnapshot(others, unmodelled, steady, dependencies);
  }

  /** All of both; where they tell of one object, what the other says. */
  public SchemaSnapshot and(SchemaSnapshot other) {
    var all = new TreeMap<>(facts);
    all.putAll(other.facts);
    return new SchemaSnapshot(
        all, other.unmodelled, steady && other.steady, dependencies.and(other.dependencies));
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

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SchemaSnapshot(var theirs, var uncounted, var quiet, _)
        && facts.equals(theirs)
        && unmodelled.equals(uncounted)
        && steady == quiet;
  }

  @Override
  public int hashCode() {
    return Objects.hash(facts, unmodelled, steady);
  }

  /** A digest for each object that a person would name, over it and what belongs to it. */
  public SortedMap<ObjectId, String> objectDigests() {
    var byRoot = new TreeMap<ObjectId, List<Fact>>();
    for (var fact : facts.values()) {
      byRoot.computeIfAbsent(Roots.of(fact, facts), _ -> new ArrayList<>()).add(fact);
    }
    var digests = new TreeMap<ObjectId, String>();
    byRoot.forEach((root, own) -> digests.put(root, Digests.of(own)));
    return digests;
  }

  private static SortedMap<ObjectId, Fact> index(Collection<Fact> facts) {
    return facts.stream()
        .collect(Collectors.toMap(Fact::id, fact -> fact, SchemaSnapshot::refuse, TreeMap::new));
  }

  private static Fact refuse(Fact one, Fact other) {
    throw new IllegalArgumentException("two facts tell of " + one.id() + ": " + other);
  }
}
