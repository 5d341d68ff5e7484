package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Fact;
import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.Noted;
import dev.lockgate.core.schema.ObjectId;
import dev.lockgate.core.schema.SchemaSnapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes a snapshot to pieces: each fact becomes the parts that statements are about. */
final class Pieces {
  private static final Set<String> MEMBERSHIP =
      Set.of("inherits", "partition bound", "detach pending");

  private static final Map<String, Aspect> ASPECTS =
      Map.of(
          "owner", Aspect.OWNER,
          "owners of members", Aspect.OWNER,
          "comment", Aspect.COMMENT,
          "comment on not null", Aspect.COMMENT,
          "owned by", Aspect.OWNED_BY,
          "clustered on", Aspect.CLUSTER,
          "replica identity", Aspect.REPLICA_IDENTITY);

  private final SchemaSnapshot snapshot;
  private final Map<PartId, SortedMap<String, String>> attributes = new TreeMap<>();
  private final Map<PartId, Fact> facts = new HashMap<>();
  private final Map<ObjectId, Fact> members;

  private Pieces(SchemaSnapshot snapshot) {
    this.snapshot = snapshot;
    this.members = Members.of(snapshot);
  }

  static Side of(SchemaSnapshot snapshot) {
    var pieces = new Pieces(snapshot);
    snapshot.facts().values().forEach(pieces::take);
    var parts = new TreeMap<PartId, Part>();
    pieces.attributes.forEach((id, values) ->
        parts.put(id, new Part(id, Objects.requireNonNull(pieces.facts.get(id)), values)));
    var side = Side.of(snapshot.facts(), parts);
    new Edges(side, snapshot.dependencies()).add();
    return side;
  }

  private void take(Fact fact) {
    switch (fact.id().kind()) {
      case GRANT -> grant(fact);
      case DEFAULT_PRIVILEGE -> defaultPrivilege(fact);
      default -> {
        open(PartId.itself(fact.id()), fact);
        if (Privileges.isGrantable(fact.id().kind())) {
          open(new PartId(fact.id(), Aspect.GRANTS), fact);
        }
        if (fact.id().kind() == Kind.INDEX && fact.id().identity().startsWith("part of ")) {
          open(new PartId(fact.id(), Aspect.MEMBERSHIP), fact);
        }
        fact.attributes().forEach((name, value) -> put(fact, name, value));
      }
    }
  }

  private SortedMap<String, String> open(PartId id, Fact fact) {
    facts.putIfAbsent(id, fact);
    return attributes.computeIfAbsent(id, _ -> new TreeMap<>());
  }

  private void put(Fact fact, String name, String value) {
    var kind = fact.id().kind();
    var wanted = kind == Kind.EXTENSION && name.equals("version");
    if ((Noted.attribute(kind, name) && !wanted) || value.equals(Fact.UNREADABLE)) {
      return;
    }
    var aspect = aspect(fact, name);
    if (kind == Kind.INDEX && (aspect == Aspect.CLUSTER || aspect == Aspect.REPLICA_IDENTITY)) {
      ofTable(fact, aspect);
    } else {
      open(new PartId(fact.id(), aspect), fact).put(name, value);
    }
  }

  private static Aspect aspect(Fact fact, String name) {
    var kind = fact.id().kind();
    if (isTable(kind) && MEMBERSHIP.contains(name)) {
      return Aspect.MEMBERSHIP;
    }
    if (kind == Kind.COLUMN && name.equals("default")) {
      return Aspect.DEFAULT;
    }
    return ASPECTS.getOrDefault(name, Aspect.ITSELF);
  }

  /** That a table is clustered on an index, or known to replicas by it, is said of the table. */
  private void ofTable(Fact index, Aspect aspect) {
    var table = snapshot.facts().get(Names.parent(index));
    if (table != null) {
      open(new PartId(table.id(), aspect), table).put("index", Names.own(index));
    }
  }

  private void grant(Fact fact) {
    var holder =
        Members.isOne(fact)
            ? members.get(Members.id(fact))
            : snapshot.facts().get(Names.parent(fact));
    if (holder != null) {
      var start = "on " + holder.id() + " to ";
      var grantee = fact.id().identity().substring(start.length());
      open(new PartId(holder.id(), Aspect.GRANTS), holder).put(grantee, Privileges.text(fact));
    }
  }

  /** All that one role gives for one sort of objects in one schema is one part. */
  private void defaultPrivilege(Fact fact) {
    var grantee = fact.raw().getOrDefault("grantee", "");
    var words = fact.id().identity();
    var end = words.length() - grantee.length() - " to ".length();
    var id = new ObjectId(Kind.DEFAULT_PRIVILEGE, words.substring(0, end));
    var whole = new Fact(id, fact.parent(), new TreeMap<>(), fact.raw());
    open(PartId.itself(id), whole).put(grantee, Privileges.text(fact));
  }

  static boolean isTable(Kind kind) {
    return kind == Kind.TABLE || kind == Kind.FOREIGN_TABLE;
  }
}
