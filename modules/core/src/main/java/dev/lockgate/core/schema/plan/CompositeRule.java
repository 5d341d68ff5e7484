package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Fact;
import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.ObjectId;
import dev.lockgate.core.schema.plan.Change.Alter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Composite types. Their attributes are facts of their own and are written from here. */
final class CompositeRule implements Rule {
  @Override
  public List<SqlStatement> create(Part part, Context context) {
    var attributes =
        attributes(part).stream()
            .map(name -> definition(part.object(), name, context.after()))
            .collect(Collectors.joining(", ", " AS (", ")"));
    return List.of(
        SqlStatement.of(part.object(), "CREATE TYPE " + part.object().identity() + attributes));
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    return List.of(SqlStatement.of(part.object(), "DROP " + Names.of(part.fact())));
  }

  /** Attributes go, and come at the end; another order needs another type. */
  @Override
  public Change change(Part before, Part after, Context context) {
    return isExchanged(before, context)
        ? TypeExchange.of(before, context).change()
        : Alter.by(List.of());
  }

  /** Whether the type as a whole gives way to a new one. */
  static boolean isExchanged(Part before, Context context) {
    var after = context.after().part(before.id());
    return after != null
        && (isReordered(before, after)
            || (!retyped(before, after, context).isEmpty()
                && isHeld(before.object(), context.before())));
  }

  private static boolean isReordered(Part before, Part after) {
    var reached = new ArrayList<>(attributes(before));
    reached.retainAll(attributes(after));
    attributes(after).stream().filter(name -> !reached.contains(name)).forEach(reached::add);
    return !reached.equals(attributes(after));
  }

  /** Attributes of both sides whose type or collation differs. */
  static List<String> retyped(Part before, Part after, Context context) {
    return attributes(after).stream()
        .filter(attributes(before)::contains)
        .filter(name ->
            !definition(before.object(), name, context.before())
                .equals(definition(after.object(), name, context.after())))
        .toList();
  }

  /** Whether a column of a table holds values of the type, directly or in another type. */
  static boolean isHeld(ObjectId type, Side side) {
    return side.needs().to(PartId.itself(type)).stream()
        .anyMatch(id -> id.aspect() == Aspect.ITSELF && holds(id.object(), type, side));
  }

  private static boolean holds(ObjectId id, ObjectId type, Side side) {
    if (id.kind() == Kind.COLUMN) {
      var holder = Names.parent(Objects.requireNonNull(side.facts().get(id)));
      return Pieces.isTable(holder.kind())
          || holder.kind() == Kind.MATERIALIZED_VIEW
          || (holder.kind() == Kind.COMPOSITE_TYPE && !holder.equals(type) && isHeld(holder, side));
    }
    return id.kind() == Kind.DOMAIN && isHeld(id, side);
  }

  static String definition(ObjectId type, String name, Side side) {
    var attribute = attribute(type, name, side).attributes();
    return name
        + " "
        + attribute.getOrDefault("type", "")
        + (attribute.containsKey("collation") ? " COLLATE " + attribute.get("collation") : "");
  }

  /** The new value of a column, made of the attributes of the old one. */
  static String value(String column, ObjectId type, Set<ObjectId> exchanged, Context context) {
    var after = Objects.requireNonNull(context.after().part(PartId.itself(type)));
    var values =
        attributes(after).stream()
            .map(name -> value(column, type, name, exchanged, context))
            .collect(Collectors.joining(", "));
    return "CASE WHEN %1$s IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(%2$s)::%3$s END"
        .formatted(column, values, type.identity());
  }

  private static String value(
      String column, ObjectId type, String name, Set<ObjectId> exchanged, Context context) {
    var wanted = attribute(type, name, context.after()).attributes().getOrDefault("type", "");
    var old = context.before().facts().get(id(type, name));
    if (old == null) {
      return "NULL::" + wanted;
    }
    var had = old.attributes().getOrDefault("type", "");
    var same = had.equals(wanted) && exchanged.stream().noneMatch(each -> names(each, had));
    var text = had.endsWith("[]") ? "::text[]::" : "::text::";
    return "(" + column + ")." + name + (same ? "" : text + wanted);
  }

  private static boolean names(ObjectId type, String text) {
    return text.equals(type.identity()) || text.equals(type.identity() + "[]");
  }

  static List<String> attributes(Part type) {
    return Sql.names(type.get("attributes", ""));
  }

  private static Fact attribute(ObjectId type, String name, Side side) {
    return Objects.requireNonNull(side.facts().get(id(type, name)), name);
  }

  private static ObjectId id(ObjectId type, String name) {
    return new ObjectId(Kind.COLUMN, type.identity() + "." + name);
  }

  /** An attribute of a composite type; nothing is said where the type is exchanged as a whole. */
  static final class Attributes implements Rule {
    /** All that are new come in their order, with the first of them by name. */
    @Override
    public List<SqlStatement> create(Part part, Context context) {
      return isExchanged(part, context) || !part.id().equals(leader(part, context))
          ? List.of()
          : fresh(part, context).stream().map(name -> add(part, name, context)).toList();
    }

    @Override
    public List<PartId> madeWith(Part part, Context context) {
      var leader = leader(part, context);
      var type = PartId.itself(part.parent());
      return part.id().equals(leader) ? List.of(type) : List.of(type, leader);
    }

    private static SqlStatement add(Part part, String name, Context context) {
      return alter(part, "ADD ATTRIBUTE " + definition(part.parent(), name, context.after()));
    }

    private static PartId leader(Part part, Context context) {
      return fresh(part, context).stream()
          .map(name -> PartId.itself(id(part.parent(), name)))
          .min(Comparator.naturalOrder())
          .orElse(part.id());
    }

    /** Attributes that only the new side has, in the order of the type. */
    private static List<String> fresh(Part part, Context context) {
      var type = Objects.requireNonNull(context.after().part(PartId.itself(part.parent())));
      return attributes(type).stream()
          .filter(name -> !context.before().has(PartId.itself(id(part.parent(), name))))
          .toList();
    }

    @Override
    public List<SqlStatement> drop(Part part, Context context) {
      return isExchanged(part, context)
          ? List.of()
          : List.of(
              alter(part, "DROP ATTRIBUTE " + Names.own(part.fact()))
                  .with(SqlStatement.Trait.LOSES_DATA));
    }

    /** Where rows hold the type, the first attribute that changes exchanges it. */
    @Override
    public Change change(Part before, Part after, Context context) {
      var id = PartId.itself(before.parent());
      var type = Objects.requireNonNull(context.before().part(id));
      var wanted = Objects.requireNonNull(context.after().part(id));
      var name = Names.own(after.fact());
      if (CompositeRule.isExchanged(type, context)) {
        var first =
            type.attributes().equals(wanted.attributes())
                && name.equals(retyped(type, wanted, context).getFirst());
        return first ? TypeExchange.of(type, context).change() : Alter.by(List.of());
      }
      var definition = definition(after.parent(), name, context.after());
      return Alter.by(
          alter(after, "ALTER ATTRIBUTE " + name + " TYPE" + definition.substring(name.length())));
    }

    private static boolean isExchanged(Part attribute, Context context) {
      var type = context.before().part(PartId.itself(attribute.parent()));
      return type != null && CompositeRule.isExchanged(type, context);
    }

    private static SqlStatement alter(Part part, String action) {
      return SqlStatement.of(
          part.object(), "ALTER TYPE " + part.parent().identity() + " " + action + " CASCADE");
    }
  }
}
