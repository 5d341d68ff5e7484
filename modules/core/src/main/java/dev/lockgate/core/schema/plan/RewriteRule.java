package dev.lockgate.core.schema.plan;

import java.util.ArrayList;
import java.util.List;

/** Rules that rewrite queries on a table or view. */
final class RewriteRule implements Rule {
  @Override
  public List<SqlStatement> create(Part part, Context context) {
    var statements = new ArrayList<SqlStatement>();
    var definition = part.get("definition", "").replaceFirst(";\\s*$", "");
    statements.add(SqlStatement.of(part.object(), definition).locking(Lock.ACCESS_EXCLUSIVE));
    if (part.has("enabled")) {
      statements.add(state(part));
    }
    return statements;
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    return List.of(
        SqlStatement.of(part.object(), "DROP " + Names.of(part.fact()))
            .locking(Lock.ACCESS_EXCLUSIVE));
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    return before.changes(after).containsKey("definition")
        ? new Change.Replace(after.id())
        : Change.Alter.by(state(after));
  }

  private static SqlStatement state(Part part) {
    var verb =
        switch (part.get("enabled", "")) {
          case "disabled" -> "DISABLE";
          case "replica" -> "ENABLE REPLICA";
          case "always" -> "ENABLE ALWAYS";
          default -> "ENABLE";
        };
    var text =
        "ALTER TABLE " + part.parent().identity() + " " + verb + " RULE " + Names.own(part.fact());
    return SqlStatement.of(part.object(), text).locking(Lock.ACCESS_EXCLUSIVE);
  }
}
