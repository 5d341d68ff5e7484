package dev.lockgate.core.proof;

import dev.lockgate.core.schema.Deparsed;
import dev.lockgate.core.schema.Difference;
import dev.lockgate.core.schema.Difference.Attribute;
import dev.lockgate.core.schema.Difference.Changed;
import dev.lockgate.core.schema.Fact;
import dev.lockgate.core.schema.ObjectId;
import dev.lockgate.core.schema.SchemaComparison;
import dev.lockgate.core.schema.SchemaSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Two databases into which the definitions of two sides were loaded. What PostgreSQL says of an
 * expression is no fixed point: loaded once more, {@code varchar IN (…)} reads otherwise. Two texts
 * that read the same once both were loaded say the same.
 *
 * @param before what came out of the first side's definitions
 * @param after what came out of the second side's
 */
public record LoadedTexts(SchemaSnapshot before, SchemaSnapshot after) {
  /**
   * Attributes that an object cannot have without its text having been loaded. Others might be
   * equal because nothing was loaded at all.
   */
  private static final Set<String> TEXTS =
      Set.of(
          "definition",
          "default",
          "generated",
          "using",
          "with check",
          "where",
          "partition key",
          "partition bound");

  /** The comparison without differences that are none once both sides were loaded. */
  public SchemaComparison left(SchemaComparison comparison) {
    var facts = new TreeMap<>(comparison.before().facts());
    for (var difference : comparison.differences()) {
      if (difference instanceof Changed changed) {
        facts.put(changed.id(), adopted(changed));
      }
    }
    return SchemaComparison.of(comparison.before().with(facts), comparison.after());
  }

  /** The objects that a comparison leaves when texts that load alike are left out. */
  public List<ObjectId> objects(SchemaComparison comparison) {
    return left(comparison).differences().stream().map(Difference::id).toList();
  }

  /** The first side's fact with those texts of the second that say the same. */
  private Fact adopted(Changed changed) {
    var attributes = new TreeMap<>(changed.before().attributes());
    for (var attribute : changed.attributes()) {
      if (attribute.after() != null && loadsAlike(changed.id(), attribute)) {
        attributes.put(attribute.name(), attribute.after());
      }
    }
    return changed.before().with(attributes);
  }

  private boolean loadsAlike(ObjectId id, Attribute attribute) {
    var one = text(before, id, attribute.name());
    return TEXTS.contains(attribute.name())
        && attribute.before() != null
        && one.isPresent()
        && one.equals(text(after, id, attribute.name()));
  }

  /** As it reads once more loaded: a plan writes lists of words so that they stay as they are. */
  private static Optional<String> text(SchemaSnapshot snapshot, ObjectId id, String attribute) {
    return snapshot.find(id).map(fact -> fact.attributes().get(attribute)).map(Deparsed::again);
  }
}
