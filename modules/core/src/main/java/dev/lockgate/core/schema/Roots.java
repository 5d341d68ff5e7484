package dev.lockgate.core.schema;

import java.util.HashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the object that a person would name: for a column or a grant, its table. */
final class Roots {
  private Roots() {}

  /** The outermost object below its schema that a fact belongs to; a schema is its own. */
  static ObjectId of(Fact fact, Map<ObjectId, Fact> facts) {
    var seen = new HashSet<ObjectId>();
    var at = fact;
    while (seen.add(at.id())) {
      var parent = at.parent();
      if (parent == null || standsBelowSchema(at, parent)) {
        return at.id();
      }
      var next = facts.get(parent);
      if (next == null) {
        return at.id();
      }
      at = next;
    }
    return fact.id();
  }

  static boolean isUnder(Fact fact, ObjectId root, Map<ObjectId, Fact> facts) {
    var seen = new HashSet<ObjectId>();
    @Nullable ObjectId id = fact.id();
    while (id != null && seen.add(id)) {
      if (id.equals(root)) {
        return true;
      }
      var here = facts.get(id);
      id = here == null ? null : here.parent();
    }
    return false;
  }

  private static boolean standsBelowSchema(Fact fact, ObjectId parent) {
    return parent.kind() == Kind.SCHEMA && fact.id().kind() != Kind.GRANT;
  }
}
