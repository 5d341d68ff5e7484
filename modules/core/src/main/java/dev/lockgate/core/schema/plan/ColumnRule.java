package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.plan.SqlStatement.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Columns of tables; those of views come and go with the view. */
final class ColumnRule implements Rule {
  private static final Rule ATTRIBUTE = new CompositeRule.Attributes();

  @Override
  public List<SqlStatement> create(Part part, Context context) {
    if (Columns.isAttribute(part)) {
      return ATTRIBUTE.create(part, context);
    }
    if (Columns.isTyped(part, context)) {
      return typed(part, context);
    }
    if (!Pieces.isTable(part.parent().kind())) {
      return List.of();
    }
    var definition = Columns.definition(part, part.id(), context);
    var actions = new ArrayList<String>();
    actions.add("ADD COLUMN " + definition);
    actions.addAll(Columns.extras(part, context.after()));
    var statements = new ArrayList<>(actions.stream().map(action -> alter(part, action)).toList());
    if (Columns.isFilled(part, context)) {
      statements.set(0, statements.getFirst().with(Trait.REWRITES));
    }
    Columns.below(part, context.after()).stream()
        .filter(child -> context.madeBy(part.id(), child.id()))
        .forEach(child -> statements.addAll(asWanted(part, child, context)));
    return statements;
  }

  /** The column of a child comes as its parent's is. */
  private static List<SqlStatement> asWanted(Part above, Part child, Context context) {
    var statements = new ArrayList<>(new ColumnChange(above, child, context).beside());
    var hasDefault = context.madeBy(above.id(), new PartId(above.object(), Aspect.DEFAULT));
    if (hasDefault && !child.has("default")) {
      statements.add(alter(child, "ALTER COLUMN " + Names.own(child.fact()) + " DROP DEFAULT"));
    }
    return statements;
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    if (Columns.isAttribute(part)) {
      return ATTRIBUTE.drop(part, context);
    }
    if (!Pieces.isTable(part.parent().kind()) || Columns.isTyped(part, context)) {
      return List.of();
    }
    var only =
        Columns.below(part, context.before()).stream().anyMatch(child -> context.stays(child.id()));
    var table = part.parent();
    var text =
        "ALTER "
            + Names.word(table.kind())
            + " "
            + (only ? "ONLY " : "")
            + table.identity()
            + " DROP COLUMN "
            + Names.own(part.fact());
    var statement = SqlStatement.of(part.object(), text).locking(Lock.ACCESS_EXCLUSIVE);
    return List.of(
        part.has("generated") || !Pieces.isTable(table.kind())
            ? statement
            : statement.with(Trait.LOSES_DATA));
  }

  /** A column of a typed table comes with its type; what the type cannot say follows. */
  private static List<SqlStatement> typed(Part part, Context context) {
    var actions = new ArrayList<String>();
    if (part.has("not null")) {
      actions.add("ALTER COLUMN " + Names.own(part.fact()) + " SET NOT NULL");
    }
    actions.addAll(Columns.extras(part, context.after()));
    return actions.stream().map(action -> alter(part, action)).toList();
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    if (Columns.isAttribute(after)) {
      return ATTRIBUTE.change(before, after, context);
    }
    var kind = after.parent().kind();
    var changes = new ColumnChange(before, after, context);
    if (kind == Kind.VIEW || (kind == Kind.MATERIALIZED_VIEW && changes.typeChanges())) {
      return new Change.Replace(PartId.itself(after.parent()));
    }
    return !Columns.isTyped(after, context) && changes.mustReplace()
        ? new Change.Replace(changes.replaced())
        : changes.inPlace();
  }

  @Override
  public List<PartId> madeWith(Part part, Context context) {
    if (Columns.isAttribute(part)) {
      return ATTRIBUTE.madeWith(part, context);
    }
    var table = PartId.itself(part.parent());
    return part.has("defined here") && Tables.keepsParents(part, context)
        ? Stream.concat(Stream.of(table), Tables.above(part, context.after()).map(Part::id))
            .toList()
        : List.of(table);
  }

  /** A column that came from a parent goes with it, unless it leaves the parent before. */
  @Override
  public List<PartId> goesWith(Part part, Context context) {
    var table = PartId.itself(part.parent());
    return part.has("defined here") && Tables.keepsParents(part, context)
        ? Stream.concat(Stream.of(table), Tables.above(part, context.before()).map(Part::id))
            .toList()
        : List.of(table);
  }

  static SqlStatement alter(Part part, String action) {
    return SqlStatement.of(part.object(), Names.alter(part.parent()) + " " + action)
        .locking(Lock.ofAction(action));
  }
}
