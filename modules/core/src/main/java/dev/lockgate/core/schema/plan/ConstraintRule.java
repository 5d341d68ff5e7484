package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.ObjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Keys, checks and exclusions, of tables and of domains. */
final class ConstraintRule implements Rule {
  private static final String UNCHECKED = " NOT VALID";

  @Override
  public List<SqlStatement> create(Part part, Context context) {
    if (comesFromParent(part, context)
        || comesWithParents(part, context)
        || (isOfDomain(part) && DomainRule.isMadeWith(part, context))) {
      return List.of();
    }
    var text =
        "ALTER "
            + Names.word(part.parent().kind())
            + " "
            + only(part, context)
            + part.parent().identity()
            + " ADD CONSTRAINT "
            + Names.own(part.fact())
            + " "
            + part.get("definition");
    return List.of(SqlStatement.of(part.object(), text).locking(lock(part)));
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    if (comesFromParent(part, context)) {
      return List.of();
    }
    return List.of(alter(part, "DROP CONSTRAINT " + Names.own(part.fact())));
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    if (comesFromParent(after, context)) {
      return before.has("defined here") || before.attributes().equals(after.attributes())
          ? Change.Alter.by()
          : new Change.Replace(after.id());
    }
    var actions = new ArrayList<SqlStatement>();
    var was = before.get("definition", "");
    var now = after.get("definition", "");
    if (!before.get("validated", "").isEmpty() && after.get("validated", "").isEmpty()) {
      was = without(was, UNCHECKED);
      actions.add(
          alter(after, "VALIDATE CONSTRAINT " + Names.own(after.fact()))
              .locking(isOfDomain(after) ? Lock.SHARE : Lock.SHARE_UPDATE_EXCLUSIVE));
    } else if (!before.get("validated", "").equals(after.get("validated", ""))) {
      return new Change.Replace(after.id());
    }
    if (isForeignKey(after) && withoutTiming(was).equals(withoutTiming(now)) && !was.equals(now)) {
      actions.add(alter(after, "ALTER CONSTRAINT " + Names.own(after.fact()) + timing(now)));
      was = now;
    }
    return was.equals(now) ? Change.Alter.by(actions) : new Change.Replace(after.id());
  }

  @Override
  public List<PartId> madeWith(Part part, Context context) {
    if (isOfDomain(part)) {
      return part.has("validated") ? List.of() : List.of(PartId.itself(part.parent()));
    }
    var table = context.after().part(PartId.itself(part.parent()));
    if (table == null || !part.has("defined here")) {
      return List.of();
    }
    if (!Tables.keepsParents(part, context)) {
      return Tables.isPartition(table.fact()) ? List.of() : List.of(table.id());
    }
    var parents = Tables.above(part, context.after()).map(Part::id);
    return Stream.concat(Stream.of(table.id()), parents).toList();
  }

  /** A foreign key goes before the table that it refers to, even when both tables go. */
  @Override
  public List<PartId> goesWith(Part part, Context context) {
    if (goesWithParents(part, context)) {
      return Stream.concat(parentKeys(part, context), Hosts.outer(part).stream()).toList();
    }
    var elsewhere =
        isForeignKey(part)
            && context.before().needs().of(part.id()).stream()
                .filter(id -> id.is(Kind.INDEX) || id.is(Kind.TABLE) || id.is(Kind.COLUMN))
                .anyMatch(id -> context.ends(id) && !table(id, context).equals(part.parent()));
    if (elsewhere && !comesFromParent(part, context)) {
      return List.of();
    }
    var parents =
        Tables.keepsParents(part, context) && isInherited(part)
            ? parentKeys(part, context)
            : Stream.<PartId>of();
    return Stream.concat(Hosts.outer(part).stream(), parents).toList();
  }

  /** Whether a foreign key is from a parent, and its table goes or does not keep it. */
  static boolean goesWithParents(Part part, Context context) {
    return isForeignKey(part)
        && isInherited(part)
        && (context.ends(PartId.itself(part.parent())) || !context.after().has(part.id()));
  }

  /** A new foreign key of a parent is that of its partitions, too, whenever they join. */
  private static boolean comesWithParents(Part part, Context context) {
    return isForeignKey(part)
        && isInherited(part)
        && context.after().needs().of(part.id()).stream()
            .anyMatch(id -> id.is(Kind.CONSTRAINT) && context.begins(id));
  }

  private static Stream<PartId> parentKeys(Part part, Context context) {
    return context.before().needs().of(part.id()).stream().filter(id -> id.is(Kind.CONSTRAINT));
  }

  private static ObjectId table(PartId id, Context context) {
    var part = context.before().part(id);
    return part == null || part.fact().parent() == null || id.is(Kind.TABLE)
        ? id.object()
        : part.parent();
  }

  /**
   * Whether it is there because a parent has it. Keys of partitions are made on their own and then
   * attached; checks and foreign keys follow those of the parent.
   */
  private static boolean comesFromParent(Part part, Context context) {
    if (isOfDomain(part) || !Tables.keepsParents(part, context)) {
      return part.has("defined here") && isPlainChild(part, context);
    }
    return isInherited(part) ? isForeignKey(part) : part.has("defined here");
  }

  /** A new child that is no partition has the checks of its parents from the start. */
  private static boolean isPlainChild(Part part, Context context) {
    var table = context.after().facts().get(part.parent());
    return table != null
        && !Tables.isPartition(table)
        && context.begins(PartId.itself(part.parent()));
  }

  private static boolean isOfDomain(Part part) {
    return part.parent().kind() == Kind.DOMAIN;
  }

  private static boolean isInherited(Part part) {
    return part.object().identity().endsWith(" (inherited)");
  }

  static boolean isForeignKey(Part part) {
    return part.get("definition", "").startsWith("FOREIGN KEY");
  }

  /** Keys of partitioned tables are made without those of the partitions, which are attached. */
  private static String only(Part part, Context context) {
    var table = context.after().facts().get(part.parent());
    var definition = part.get("definition", "");
    return table != null
            && Tables.isPartitioned(table)
            && !definition.startsWith("CHECK")
            && !definition.startsWith("FOREIGN KEY")
        ? "ONLY "
        : "";
  }

  private static Lock lock(Part part) {
    if (isOfDomain(part)) {
      return part.has("validated") ? Lock.NONE : Lock.SHARE;
    }
    return isForeignKey(part) ? Lock.SHARE_ROW_EXCLUSIVE : Lock.ACCESS_EXCLUSIVE;
  }

  private static String withoutTiming(String definition) {
    return without(without(definition, " INITIALLY DEFERRED"), " DEFERRABLE");
  }

  private static String timing(String definition) {
    if (definition.endsWith(" INITIALLY DEFERRED")) {
      return " DEFERRABLE INITIALLY DEFERRED";
    }
    return definition.endsWith(" DEFERRABLE")
        ? " DEFERRABLE INITIALLY IMMEDIATE"
        : " NOT DEFERRABLE";
  }

  private static String without(String text, String end) {
    return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
  }

  private static SqlStatement alter(Part part, String action) {
    return SqlStatement.of(part.object(), Names.alter(part.parent()) + " " + action)
        .locking(isOfDomain(part) ? Lock.NONE : Lock.ACCESS_EXCLUSIVE);
  }
}
