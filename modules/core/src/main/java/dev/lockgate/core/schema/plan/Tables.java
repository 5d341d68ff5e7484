package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Fact;
import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.ObjectId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is known of a table's place among parents and children. */
final class Tables {
  private Tables() {}

  static boolean isPartition(Fact table) {
    return table.attributes().containsKey("partition bound");
  }

  static boolean isPartitioned(Fact table) {
    return table.attributes().containsKey("partition key");
  }

  static boolean isUnlogged(Fact table) {
    return table.attributes().containsKey("persistence");
  }

  /** The tables that a table inherits from, or is a partition of. */
  static List<ObjectId> parents(Fact table) {
    return Sql.names(table.attributes().getOrDefault("inherits", "")).stream()
        .map(name -> new ObjectId(Kind.TABLE, name))
        .toList();
  }

  /** The tables that are children or partitions of a table. */
  static List<Fact> children(ObjectId table, Side side) {
    return side.needs().to(PartId.itself(table)).stream()
        .filter(id -> id.aspect() == Aspect.MEMBERSHIP)
        .filter(id -> Pieces.isTable(id.object().kind()) && !id.object().equals(table))
        .flatMap(id -> Stream.ofNullable(side.facts().get(id.object())))
        .toList();
  }

  /** Whether something is an index of a partitioned table of which a partition has no part. */
  static boolean lacksPart(ObjectId partition, Fact index, Side side) {
    var table = side.facts().get(partition);
    var part = "part of " + Names.name(index) + " on " + partition.identity();
    return index.id().kind() == Kind.INDEX
        && index.raw().getOrDefault("constraint", "").isEmpty()
        && table != null
        && isPartition(table)
        && side.contents(partition).stream()
            .filter(own -> own.id().kind() == Kind.INDEX)
            .noneMatch(own -> Standalone.asPart(own).equals(part));
  }

  /** What an inherited column or constraint is inherited from, where it is on that side. */
  static Stream<Part> above(Part part, Side side) {
    var table = Optional.ofNullable(side.facts().get(part.parent()));
    return table.stream()
        .flatMap(fact -> parents(fact).stream())
        .map(parent -> above(part, parent))
        .flatMap(id -> Stream.ofNullable(side.part(id)));
  }

  private static PartId above(Part part, ObjectId parent) {
    var name = Names.own(part.fact());
    return new PartId(
        new ObjectId(
            part.kind(),
            part.kind() == Kind.COLUMN
                ? parent.identity() + "." + name
                : name + " on " + parent.identity()),
        part.id().aspect());
  }

  /**
   * Whether the table of a part stays, before, meanwhile and after, with the parent that the part
   * comes from.
   */
  static boolean keepsParents(Part part, Context context) {
    var table = part.parent();
    var before = context.before().facts().get(table);
    var after = context.after().facts().get(table);
    if (before == null || after == null || !context.stays(PartId.itself(table))) {
      return false;
    }
    return context.state(table, Aspect.MEMBERSHIP) == State.SAME
        || (!isPartition(before)
            && !isPartition(after)
            && Stream.concat(above(part, context.before()), above(part, context.after()))
                .map(Part::parent)
                .anyMatch(parent -> keeps(before, after, parent, context)));
  }

  private static boolean keeps(Fact before, Fact after, ObjectId parent, Context context) {
    return parents(before).contains(parent)
        && parents(after).contains(parent)
        && context.stays(PartId.itself(parent));
  }
}
