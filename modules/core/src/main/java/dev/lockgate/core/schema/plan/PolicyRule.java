package dev.lockgate.core.schema.plan;

import java.util.List;
import java.util.Locale;

/** Policies of row security. */
final class PolicyRule implements Rule {
  @Override
  public List<SqlStatement> create(Part part, Context context) {
    var text =
        "CREATE "
            + Names.of(part.fact())
            + (part.has("restrictive") ? " AS RESTRICTIVE" : "")
            + " FOR "
            + part.get("command", "all").toUpperCase(Locale.ROOT)
            + clauses(part);
    return List.of(SqlStatement.of(part.object(), text).locking(Lock.ACCESS_EXCLUSIVE));
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    return List.of(
        SqlStatement.of(part.object(), "DROP " + Names.of(part.fact()))
            .locking(Lock.ACCESS_EXCLUSIVE));
  }

  /** A policy can get other roles and conditions, but lose none. */
  @Override
  public Change change(Part before, Part after, Context context) {
    var changes = before.changes(after);
    var anew =
        changes.containsKey("command")
            || changes.containsKey("restrictive")
            || changes.containsValue("");
    return anew
        ? new Change.Replace(after.id())
        : Change.Alter.by(
            SqlStatement.of(after.object(), "ALTER " + Names.of(after.fact()) + clauses(after))
                .locking(Lock.ACCESS_EXCLUSIVE));
  }

  private static String clauses(Part part) {
    return " TO "
        + part.get("roles", "PUBLIC")
        + clause(" USING ", part, "using")
        + clause(" WITH CHECK ", part, "with check");
  }

  private static String clause(String word, Part part, String attribute) {
    return part.has(attribute) ? word + "(" + part.get(attribute) + ")" : "";
  }
}
