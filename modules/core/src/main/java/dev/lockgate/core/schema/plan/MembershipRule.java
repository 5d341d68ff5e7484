package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.ObjectId;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Partitions join and leave their parent; children inherit from theirs. */
final class MembershipRule implements Rule {
  @Override
  public List<SqlStatement> create(Part part, Context context) {
    var old = parents(context.before().part(part.id()));
    return joined(part, old, parent -> context.begins(PartId.itself(parent))).stream()
        .map(parent -> join(part, parent))
        .toList();
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    var now = parents(context.after().part(part.id()));
    return joined(part, now, parent -> context.ends(PartId.itself(parent))).stream()
        .map(parent -> leave(part, parent))
        .toList();
  }

  /** The parents that a child does not have on the other side; all of them where none differs. */
  private static List<ObjectId> joined(Part part, List<ObjectId> other, Predicate<ObjectId> moves) {
    var all = Tables.parents(part.fact());
    var differing =
        all.stream().filter(parent -> !other.contains(parent) || moves.test(parent)).toList();
    var reordered = differing.isEmpty() && all.size() == other.size();
    return reordered || Tables.isPartition(part.fact()) ? all : differing;
  }

  private static List<ObjectId> parents(@Nullable Part part) {
    return part == null ? List.of() : Tables.parents(part.fact());
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    if (before.has("detach pending") || after.has("detach pending")) {
      return new Change.NoSql("a partition is being detached; finish that first");
    }
    return new Change.Replace(after.id());
  }

  /** A new child names its parents where it is created; a partition joins when it is complete. */
  @Override
  public List<PartId> madeWith(Part part, Context context) {
    return Tables.isPartition(part.fact()) ? List.of() : Hosts.outer(part);
  }

  private static SqlStatement join(Part part, ObjectId parent) {
    var child = part.object().identity();
    var text =
        Tables.isPartition(part.fact())
            ? "ALTER TABLE ONLY "
                + parent.identity()
                + " ATTACH PARTITION "
                + child
                + " "
                + part.get("partition bound")
            : Names.alter(part.object()) + " INHERIT " + parent.identity();
    return SqlStatement.of(part.object(), text).locking(Lock.ACCESS_EXCLUSIVE);
  }

  private static SqlStatement leave(Part part, ObjectId parent) {
    var child = part.object().identity();
    var text =
        Tables.isPartition(part.fact())
            ? "ALTER TABLE ONLY " + parent.identity() + " DETACH PARTITION " + child
            : Names.alter(part.object()) + " NO INHERIT " + parent.identity();
    return SqlStatement.of(part.object(), text).locking(Lock.ACCESS_EXCLUSIVE);
  }
}
