package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Kind;
import java.util.List;

/** Who owns what. */
final class OwnerRule implements Rule {
  @Override
  public List<SqlStatement> create(Part part, Context context) {
    return owner(part).equals(context.applier().role()) ? List.of() : set(part);
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    return List.of();
  }

  /** The owner of a sequence that belongs to a column is changed with its table's. */
  @Override
  public Change change(Part before, Part after, Context context) {
    var withTable =
        after.kind() == Kind.SEQUENCE
            && after.has("owned by")
            && after.get("owned by", "").equals(before.get("owned by"))
            && context.stays(PartId.itself(after.parent()))
            && context.state(after.parent(), Aspect.OWNER) == State.ALTERED;
    return Change.Alter.by(withTable ? List.of() : set(after));
  }

  private static List<SqlStatement> set(Part part) {
    var statement =
        SqlStatement.of(
            part.object(), "ALTER " + Names.of(part.fact()) + " OWNER TO " + owner(part));
    return List.of(
        switch (part.kind()) {
          case TABLE, FOREIGN_TABLE, VIEW, MATERIALIZED_VIEW ->
              statement.locking(Lock.ACCESS_EXCLUSIVE);
          case FOREIGN_DATA_WRAPPER, EVENT_TRIGGER ->
              statement.with(SqlStatement.Trait.NEEDS_SUPERUSER);
          default -> statement;
        });
  }

  private static String owner(Part part) {
    return part.get("owner", "");
  }
}
