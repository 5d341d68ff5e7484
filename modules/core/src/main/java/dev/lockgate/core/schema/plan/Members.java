package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Fact;
import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.ObjectId;
import dev.lockgate.core.schema.SchemaSnapshot;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Objects of extensions, which are no facts; only privileges on them are, where somebody has
 * changed what the extension gave.
 */
final class Members {
  private static final String MEMBER = "member of an extension";
  private static final String AT_FIRST = "at first ";

  private Members() {}

  /** Those that a snapshot tells of, each with what everybody held on it in the beginning. */
  static Map<ObjectId, Fact> of(SchemaSnapshot snapshot) {
    var members = new TreeMap<ObjectId, Fact>();
    for (var fact : snapshot.facts().values()) {
      if (isOne(fact)) {
        members.merge(id(fact), member(fact), Members::both);
      }
    }
    return members;
  }

  /** Whether a grant is on the member of an extension. */
  static boolean isOne(Fact fact) {
    return fact.id().kind() == Kind.GRANT && fact.raw().containsKey("holder");
  }

  static boolean isOne(Part part) {
    return part.fact().raw().containsKey(MEMBER);
  }

  static ObjectId id(Fact grant) {
    return new ObjectId(
        Kind.of(grant.raw().getOrDefault("holder kind", "")),
        grant.raw().getOrDefault("holder", ""));
  }

  /** What grantees hold of whom a part says nothing, and the other side's does. */
  static Privileges privileges(SortedMap<String, String> held, Part... parts) {
    var all = new TreeMap<String, String>();
    for (var part : parts) {
      part.fact()
          .raw()
          .forEach((name, text) -> {
            if (name.startsWith(AT_FIRST)) {
              all.put(name.substring(AT_FIRST.length()), text);
            }
          });
    }
    all.putAll(held);
    return Privileges.of(all);
  }

  private static Fact member(Fact grant) {
    var start = "on " + id(grant) + " to ";
    var grantee = grant.id().identity().substring(start.length());
    var raw = new TreeMap<String, String>();
    raw.put(MEMBER, "yes");
    raw.put(AT_FIRST + grantee, grant.raw().getOrDefault("at first", "|"));
    return new Fact(id(grant), grant.parent(), new TreeMap<>(), raw);
  }

  private static Fact both(Fact one, Fact other) {
    var raw = new TreeMap<>(one.raw());
    raw.putAll(other.raw());
    return new Fact(one.id(), one.parent(), one.attributes(), raw);
  }
}
