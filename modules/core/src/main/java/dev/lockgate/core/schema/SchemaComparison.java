package dev.lockgate.core.schema;

import dev.lockgate.core.schema.Difference.Added;
import dev.lockgate.core.schema.Difference.Attribute;
import dev.lockgate.core.schema.Difference.Changed;
import dev.lockgate.core.schema.Difference.Removed;
import dev.lockgate.core.schema.ObjectChange.Change;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What differs from one snapshot to another: a comparison of two maps.
 *
 * @param before the first side
 * @param after the second side
 * @param differences those that count, in the order of kinds, then of identities
 * @param notes differences in what is only noted, in the same order
 */
public record SchemaComparison(
    SchemaSnapshot before,
    SchemaSnapshot after,
    List<Difference> differences,
    List<Changed> notes) {
  public SchemaComparison {
    differences = List.copyOf(differences);
    notes = List.copyOf(notes);
  }

  /** Compares two snapshots. */
  public static SchemaComparison of(SchemaSnapshot before, SchemaSnapshot after) {
    var differences = new ArrayList<Difference>();
    var notes = new ArrayList<Changed>();
    var ours = before.facts().values().iterator();
    var theirs = after.facts().values().iterator();
    var one = next(ours);
    var other = next(theirs);
    while (one != null || other != null) { // one walk over both, since both are in order
      int order = one == null ? 1 : other == null ? -1 : one.id().compareTo(other.id());
      compare(order <= 0 ? one : null, order >= 0 ? other : null, differences, notes);
      one = order <= 0 ? next(ours) : one;
      other = order >= 0 ? next(theirs) : other;
    }
    return new SchemaComparison(before, after, differences, notes);
  }

  private static @Nullable Fact next(Iterator<Fact> facts) {
    return facts.hasNext() ? facts.next() : null;
  }

  /** Whether nothing differs that counts. */
  public boolean isEmpty() {
    return differences.isEmpty();
  }

  /** The differences gathered by the object that a person would name. */
  public List<ObjectChange> changes() {
    var byRoot = new TreeMap<ObjectId, List<Difference>>();
    for (var difference : differences) {
      byRoot.computeIfAbsent(root(difference), _ -> new ArrayList<>()).add(difference);
    }
    return byRoot.entrySet().stream()
        .map(entry -> new ObjectChange(entry.getKey(), change(entry.getKey()), entry.getValue()))
        .toList();
  }

  private Change change(ObjectId root) {
    var existed = before.facts().containsKey(root);
    var exists = after.facts().containsKey(root);
    return existed == exists ? Change.CHANGED : existed ? Change.DROPPED : Change.CREATED;
  }

  private ObjectId root(Difference difference) {
    return switch (difference) {
      case Added(var fact) -> Roots.of(fact, after.facts());
      case Removed(var fact) -> Roots.of(fact, before.facts());
      case Changed(_, var fact, _) -> Roots.of(fact, after.facts());
    };
  }

  private static void compare(
      @Nullable Fact before,
      @Nullable Fact after,
      List<Difference> differences,
      List<Changed> notes) {
    if (before == null) {
      differences.add(new Added(Objects.requireNonNull(after)));
    } else if (after == null) {
      differences.add(new Removed(before));
    } else if (!before.attributes().equals(after.attributes())) {
      var attributes = attributes(before, after);
      Predicate<Attribute> note = attribute -> isNote(before, after, attribute.name());
      keep(before, after, attributes, note.negate(), differences);
      keep(before, after, attributes, note, notes);
    }
  }

  private static void keep(
      Fact before,
      Fact after,
      List<Attribute> attributes,
      Predicate<Attribute> wanted,
      List<? super Changed> into) {
    var kept = attributes.stream().filter(wanted).toList();
    if (!kept.isEmpty()) {
      into.add(new Changed(before, after, kept));
    }
  }

  private static boolean isNote(Fact before, Fact after, String attribute) {
    return Noted.attribute(after.id().kind(), attribute)
        || before.hides(attribute)
        || after.hides(attribute);
  }

  private static List<Attribute> attributes(Fact before, Fact after) {
    var names = new TreeSet<>(before.attributes().keySet());
    names.addAll(after.attributes().keySet());
    return names.stream()
        .map(name -> attribute(name, before.attributes(), after.attributes()))
        .filter(attribute -> !Objects.equals(attribute.before(), attribute.after()))
        .toList();
  }

  private static Attribute attribute(
      String name, Map<String, String> before, Map<String, String> after) {
    return new Attribute(name, before.get(name), after.get(name));
  }

  /** The differences turned around: what leads from the second side back to the first. */
  public SchemaComparison reversed() {
    return of(after, before);
  }
}
