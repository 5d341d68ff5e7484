package dev.lockgate.core.schema.plan;

import java.util.List;

/** Defaults of columns. */
final class DefaultRule implements Rule {
  @Override
  public List<SqlStatement> create(Part part, Context context) {
    return List.of(alter(part, "SET DEFAULT " + part.get("default", "")));
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    return List.of(alter(part, "DROP DEFAULT"));
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    return Change.Alter.by(create(after, context));
  }

  @Override
  public List<PartId> madeWith(Part part, Context context) {
    var apart = Columns.isTyped(part, context) && !context.begins(PartId.itself(part.parent()));
    if (!Pieces.isTable(part.parent().kind())) {
      return List.of();
    }
    var local = Columns.isLocal(part, context.after()) && !comesWithParent(part, context);
    return !apart && (local || sameAbove(part, context)) ? Hosts.outer(part) : List.of();
  }

  private static boolean comesWithParent(Part part, Context context) {
    return part.has("defined here")
        && !context.begins(PartId.itself(part.parent()))
        && Tables.keepsParents(part, context);
  }

  /** A column that comes from a parent comes with the default that it has there. */
  private static boolean sameAbove(Part part, Context context) {
    return Tables.above(part, context.after())
        .anyMatch(above ->
            above.attributes().equals(part.attributes())
                && (context.state(above.id()) == State.SAME
                    || context.begins(PartId.itself(above.object()))));
  }

  private static SqlStatement alter(Part part, String what) {
    var table = part.parent();
    var only = Pieces.isTable(table.kind()) ? "ONLY " : "";
    return SqlStatement.of(
            part.object(),
            "ALTER "
                + Names.word(table.kind())
                + " "
                + only
                + table.identity()
                + " ALTER COLUMN "
                + Names.own(part.fact())
                + " "
                + what)
        .locking(Lock.ACCESS_EXCLUSIVE);
  }
}
