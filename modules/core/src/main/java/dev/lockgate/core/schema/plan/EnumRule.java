package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.plan.Change.Alter;
import dev.lockgate.core.schema.plan.SqlStatement.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Enums: values are added where they stand; any other change exchanges the type. */
final class EnumRule implements Rule {
  @Override
  public List<SqlStatement> create(Part part, Context context) {
    return List.of(SqlStatement.of(part.object(), definition(part)));
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    return List.of(SqlStatement.of(part.object(), "DROP " + Names.of(part.fact())));
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    return added(before, after)
        .<Change>map(Alter::by)
        .orElseGet(() -> TypeExchange.of(before, context).change());
  }

  static String definition(Part part) {
    return "CREATE TYPE " + part.object().identity() + " AS ENUM (" + part.get("labels", "") + ")";
  }

  /** Statements that add what is new, where all that there was stays in its order. */
  private static Optional<List<SqlStatement>> added(Part before, Part after) {
    var old = labels(before);
    var now = labels(after);
    var kept = new ArrayList<>(now);
    kept.retainAll(old);
    if (!kept.equals(old)) {
      return Optional.empty();
    }
    var statements = new ArrayList<SqlStatement>();
    for (int i = 0; i < now.size(); i++) {
      if (!old.contains(now.get(i))) {
        statements.add(add(after, now.get(i), place(now, i, old)));
      }
    }
    return Optional.of(statements);
  }

  private static String place(List<String> now, int index, List<String> old) {
    if (index > 0) {
      return " AFTER " + now.get(index - 1);
    }
    return old.isEmpty() ? "" : " BEFORE " + old.getFirst();
  }

  /** What is added cannot be used before it is committed. */
  private static SqlStatement add(Part part, String label, String place) {
    return SqlStatement.of(
            part.object(), "ALTER TYPE " + part.object().identity() + " ADD VALUE " + label + place)
        .with(Trait.NOT_IN_TRANSACTION);
  }

  private static List<String> labels(Part part) {
    return Sql.names(part.get("labels", ""));
  }
}
