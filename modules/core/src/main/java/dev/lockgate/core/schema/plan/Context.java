package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.ObjectId;
import java.util.Map;
import java.util.Set;

/**
 * What a rule may look at beside its own part.
 *
 * @param states what becomes of each part; complete when statements are written, and only about
 *     what differs by itself while changes are chosen
 * @param inline parts that are made by the statement of another, by that other
 * @param exchanged types and collations in whose place new ones are put, while rows hold them, each
 *     with the one that all this began with
 */
record Context(
    Side before,
    Side after,
    Applier applier,
    Map<PartId, State> states,
    Map<PartId, Set<PartId>> inline,
    Map<ObjectId, ObjectId> exchanged) {
  State state(PartId id) {
    return states.getOrDefault(id, State.SAME);
  }

  State state(ObjectId object, Aspect aspect) {
    return state(new PartId(object, aspect));
  }

  boolean begins(PartId id) {
    return state(id).begins();
  }

  boolean ends(PartId id) {
    return state(id).ends();
  }

  /** Whether it is there before and after and is neither dropped nor made anew. */
  boolean stays(PartId id) {
    return before.has(id) && after.has(id) && !state(id).ends();
  }

  /** Whether the statement that makes the host also makes the part. */
  boolean madeBy(PartId host, PartId part) {
    return inline.getOrDefault(host, Set.of()).contains(part);
  }

  int major() {
    return applier.major();
  }
}
