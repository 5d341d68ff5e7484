package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Fact;
import dev.lockgate.core.schema.ObjectId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of the two schemas, taken to pieces.
 *
 * @param facts objects, by what makes them the same on both sides
 * @param parts their parts
 * @param needs what cannot be without what
 * @param follows what comes after what in a plan that has both, and can be without it
 * @param contents by object, what belongs to it
 */
record Side(
    Map<ObjectId, Fact> facts,
    Map<PartId, Part> parts,
    Relation needs,
    Relation follows,
    Map<ObjectId, List<Fact>> contents) {
  static Side of(Map<ObjectId, Fact> facts, Map<PartId, Part> parts) {
    var contents = new HashMap<ObjectId, List<Fact>>();
    for (var fact : facts.values()) {
      if (fact.parent() != null) {
        contents.computeIfAbsent(fact.parent(), _ -> new ArrayList<>()).add(fact);
      }
    }
    contents.values().forEach(list -> list.sort(Comparator.comparingInt(Side::place)));
    return new Side(facts, parts, new Relation(), new Relation(), contents);
  }

  boolean has(PartId id) {
    return parts.containsKey(id);
  }

  @Nullable Part part(PartId id) {
    return parts.get(id);
  }

  Optional<Part> find(ObjectId object, Aspect aspect) {
    return Optional.ofNullable(parts.get(new PartId(object, aspect)));
  }

  /** All that must be there before the part is. */
  Set<PartId> before(PartId id) {
    return Relation.union(needs.of(id), follows.of(id));
  }

  /** What belongs to an object; columns in the order of their places. */
  List<Fact> contents(ObjectId holder) {
    return Collections.unmodifiableList(contents.getOrDefault(holder, List.of()));
  }

  private static int place(Fact fact) {
    return Integer.parseInt(fact.raw().getOrDefault("position", "0"));
  }
}
