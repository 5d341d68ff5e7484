package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.plan.Change.Alter;
import java.util.ArrayList;
import java.util.List;

/** Domains; their checks are constraints of their own. */
final class DomainRule implements Rule {
  @Override
  public List<SqlStatement> create(Part part, Context context) {
    return List.of(
        SqlStatement.of(
            part.object(),
            "CREATE DOMAIN "
                + part.object().identity()
                + " AS "
                + part.get("type", "")
                + (part.has("collation") ? " COLLATE " + part.get("collation") : "")
                + (part.has("default") ? " DEFAULT " + part.get("default") : "")
                + (part.has("not null") ? " NOT NULL" : "")));
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    return List.of(SqlStatement.of(part.object(), "DROP " + Names.of(part.fact())));
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    var changes = before.changes(after);
    if (changes.containsKey("type") || changes.containsKey("collation")) {
      return TypeExchange.of(before, context).change();
    }
    var statements = new ArrayList<SqlStatement>();
    changes.forEach((name, value) -> statements.add(alter(after, action(name, value))));
    return Alter.by(statements);
  }

  private static String action(String attribute, String value) {
    return switch (attribute) {
      case "default" -> value.isEmpty() ? "DROP DEFAULT" : "SET DEFAULT " + value;
      case "not null" -> value.isEmpty() ? "DROP NOT NULL" : "SET NOT NULL";
      default -> throw new IllegalStateException("a domain has no " + attribute);
    };
  }

  private static SqlStatement alter(Part part, String action) {
    return SqlStatement.of(part.object(), "ALTER " + Names.of(part.fact()) + " " + action)
        .locking(action.equals("SET NOT NULL") ? Lock.SHARE : Lock.NONE);
  }
}
