package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Dependencies;
import dev.lockgate.core.schema.Fact;
import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.ObjectId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says of each part what it needs, from what the catalog says of objects. */
final class Edges {
  /** What a column needs for its own sake; its default may need more. */
  private static final Set<Kind> OF_COLUMN =
      EnumSet.of(
          Kind.SCHEMA,
          Kind.EXTENSION,
          Kind.TABLE,
          Kind.FOREIGN_TABLE,
          Kind.VIEW,
          Kind.MATERIALIZED_VIEW,
          Kind.COMPOSITE_TYPE,
          Kind.ENUM,
          Kind.DOMAIN,
          Kind.RANGE,
          Kind.BASE_TYPE,
          Kind.COLLATION);

  private static final Set<Kind> WITH_EXPRESSIONS =
      EnumSet.of(
          Kind.VIEW,
          Kind.MATERIALIZED_VIEW,
          Kind.FUNCTION,
          Kind.PROCEDURE,
          Kind.CONSTRAINT,
          Kind.INDEX,
          Kind.POLICY,
          Kind.RULE,
          Kind.TRIGGER);

  private static final Set<Kind> OF_TABLE = EnumSet.of(Kind.COLUMN, Kind.CONSTRAINT, Kind.INDEX);

  private final Side side;
  private final Dependencies dependencies;

  Edges(Side side, Dependencies dependencies) {
    this.side = side;
    this.dependencies = dependencies;
  }

  void add() {
    dependencies.all().forEach((id, needs) -> needs.forEach(need -> edge(id, need)));
    side.parts().values().forEach(this::own);
    side.parts().values().stream()
        .filter(part -> part.id().aspect() == Aspect.MEMBERSHIP)
        .forEach(part -> membership(part, Tables.parents(part.fact())));
    side.parts().keySet().stream().filter(id -> id.is(Kind.CAST)).toList().forEach(this::cast);
    side.parts().values().stream()
        .filter(part -> part.id().is(Kind.CONSTRAINT) && isForeignKey(part.fact()))
        .toList()
        .forEach(this::wholeKey);
  }

  private void edge(ObjectId id, ObjectId need) {
    if (!side.has(PartId.itself(id)) || !side.has(PartId.itself(need))) {
      return;
    }
    if (id.kind() == Kind.SEQUENCE && need.kind() == Kind.COLUMN && owned(id)) {
      need(new PartId(id, Aspect.OWNED_BY), need);
    } else if (Pieces.isTable(id.kind()) && Pieces.isTable(need.kind()) && isChild(id)) {
      need(new PartId(id, Aspect.MEMBERSHIP), need);
    } else if (id.kind() == Kind.COLUMN && side.has(new PartId(id, Aspect.DEFAULT))) {
      ofColumn(id, need);
    } else if (!(id.kind() == Kind.COLUMN && need.kind() == Kind.SEQUENCE)) {
      need(PartId.itself(id), need);
    }
  }

  private void ofColumn(ObjectId id, ObjectId need) {
    if (OF_COLUMN.contains(need.kind())) {
      need(PartId.itself(id), need);
    }
    need(new PartId(id, Aspect.DEFAULT), need);
  }

  private boolean owned(ObjectId sequence) {
    return side.has(new PartId(sequence, Aspect.OWNED_BY));
  }

  private boolean isChild(ObjectId table) {
    return side.has(new PartId(table, Aspect.MEMBERSHIP));
  }

  private void need(PartId from, ObjectId to) {
    side.needs().add(from, PartId.itself(to));
  }

  /** What follows from the part alone. */
  private void own(Part part) {
    var id = part.id();
    var parent = part.fact().parent();
    if (id.aspect() != Aspect.ITSELF) {
      need(id, part.object());
    } else if (parent != null && side.has(PartId.itself(parent)) && !isOwnedSequence(part)) {
      need(id, parent);
    }
    if (Members.isOne(part)) {
      need(id, part.parent());
    }
    if (id.aspect() == Aspect.GRANTS && side.has(new PartId(part.object(), Aspect.OWNER))) {
      side.needs().add(id, new PartId(part.object(), Aspect.OWNER));
    }
    if (id.is(Kind.TABLE) && part.has("of type")) {
      typed(part);
    }
    if (id.is(Kind.COLUMN) && Columns.isAttribute(part)) {
      attribute(part);
    }
    if (id.aspect() == Aspect.OWNED_BY) {
      side.follows().add(id, new PartId(part.object(), Aspect.OWNER));
      side.follows().add(id, new PartId(part.parent(), Aspect.OWNER));
    }
    if (id.aspect() == Aspect.CLUSTER || id.aspect() == Aspect.REPLICA_IDENTITY) {
      indexes(part);
    }
  }

  /** What makes values of a composite type makes them of all its attributes. */
  private void attribute(Part attribute) {
    side.needs().to(PartId.itself(attribute.parent())).stream()
        .filter(user -> mayCast(user) || user.aspect() == Aspect.DEFAULT)
        .toList()
        .forEach(user -> side.follows().add(user, attribute.id()));
  }

  /** The columns of a typed table follow the attributes of its type. */
  private void typed(Part table) {
    for (var column : children(table.object(), Kind.COLUMN)) {
      var attribute = new ObjectId(Kind.COLUMN, table.get("of type") + "." + Names.own(column));
      side.follows().add(PartId.itself(column.id()), PartId.itself(attribute));
    }
  }

  /** A foreign key refers to the key of a partitioned table once all partitions have joined it. */
  private void wholeKey(Part foreignKey) {
    side.needs().of(foreignKey.id()).stream()
        .filter(need -> need.is(Kind.INDEX))
        .forEach(index -> attached(foreignKey.id(), index));
  }

  private void attached(PartId foreignKey, PartId index) {
    for (var part : side.needs().to(index)) {
      if (part.is(Kind.INDEX)) {
        side.follows().add(foreignKey, new PartId(part.object(), Aspect.MEMBERSHIP));
        attached(foreignKey, part);
      }
    }
  }

  /**
   * What calls the function of a cast may have been written with the cast. Of one without a
   * function nothing tells who uses it; whatever has an expression and is not needed by it waits.
   */
  private void cast(PartId cast) {
    if (side.needs().of(cast).stream().noneMatch(need -> need.is(Kind.FUNCTION))) {
      var needed = new HashSet<ObjectId>();
      gather(cast, needed);
      side.parts().keySet().stream()
          .filter(id -> id.aspect() == Aspect.DEFAULT || mayCast(id))
          .filter(id -> !needed.contains(id.object()) && !needed.contains(around(id)))
          .forEach(id -> side.follows().add(id, cast));
    }
    for (var function : Set.copyOf(side.needs().of(cast))) {
      if (function.is(Kind.FUNCTION)) {
        side.needs().to(function).stream()
            .filter(caller -> !caller.object().equals(cast.object()) && !caller.is(Kind.CAST))
            .forEach(caller -> side.follows().add(caller, cast));
      }
    }
  }

  private static boolean mayCast(PartId id) {
    return id.aspect() == Aspect.ITSELF && WITH_EXPRESSIONS.contains(id.object().kind());
  }

  private void gather(PartId id, Set<ObjectId> needed) {
    if (id.object().kind() != Kind.SCHEMA && needed.add(id.object())) {
      side.before(id).forEach(need -> gather(need, needed));
    }
  }

  private @Nullable ObjectId around(PartId id) {
    var fact = side.facts().get(id.object());
    return fact == null ? null : fact.parent();
  }

  private static boolean isOwnedSequence(Part part) {
    return part.id().is(Kind.SEQUENCE) && part.has("owned by");
  }

  private void indexes(Part part) {
    var name = part.attributes().get("index");
    children(part.object(), Kind.INDEX).stream()
        .filter(index -> Names.own(index).equals(name))
        .forEach(index -> need(part.id(), index.id()));
  }

  /**
   * A child needs its parent; it joins when both have all columns, checks and keys, and leaves
   * before any of them goes.
   */
  private void membership(Part part, List<ObjectId> parents) {
    for (var table : parents) {
      need(part.id(), table);
      OF_TABLE.forEach(kind ->
          children(table, kind).stream()
              .filter(fact -> !isForeignKey(fact) && !Tables.lacksPart(part.object(), fact, side))
              .forEach(fact -> after(part.id(), fact)));
      sameColumns(part.object(), table);
    }
    OF_TABLE.forEach(kind ->
        children(part.object(), kind).stream()
            .filter(fact -> !isForeignKey(fact) || !fact.id().identity().endsWith(" (inherited)"))
            .forEach(fact -> after(part.id(), fact)));
  }

  static boolean isForeignKey(Fact fact) {
    return fact.attributes().getOrDefault("definition", "").startsWith("FOREIGN KEY");
  }

  private void after(PartId membership, Fact fact) {
    side.follows().add(membership, PartId.itself(fact.id()));
    var index = fact.id().kind() == Kind.INDEX && fact.id().identity().startsWith("part of ");
    if (index && fact.parent() != null && fact.parent().equals(membership.object())) {
      side.follows().add(new PartId(fact.id(), Aspect.MEMBERSHIP), membership);
    }
  }

  /** The column of a child follows the one it has from its parent; so do its checks. */
  private void sameColumns(ObjectId child, ObjectId parent) {
    for (var kind : List.of(Kind.COLUMN, Kind.CONSTRAINT)) {
      for (var fact : children(child, kind)) {
        var name = Names.own(fact);
        var above =
            new ObjectId(
                kind,
                kind == Kind.COLUMN
                    ? parent.identity() + "." + name
                    : name + " on " + parent.identity());
        if (side.has(PartId.itself(above))) {
          side.follows().add(PartId.itself(fact.id()), PartId.itself(above));
          if (kind == Kind.CONSTRAINT && fact.attributes().containsKey("defined here")) {
            need(PartId.itself(fact.id()), above);
          }
          side.follows()
              .add(new PartId(fact.id(), Aspect.DEFAULT), new PartId(above, Aspect.DEFAULT));
        }
      }
    }
  }

  private List<Fact> children(ObjectId table, Kind kind) {
    return side.contents(table).stream().filter(fact -> fact.id().kind() == kind).toList();
  }
}
