package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.plan.Change.Alter;
import dev.lockgate.core.schema.plan.SqlStatement.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Event triggers. */
final class EventTriggerRule implements Rule {
  @Override
  public List<SqlStatement> create(Part part, Context context) {
    var statements = new ArrayList<SqlStatement>();
    statements.add(
        superuser(
            part,
            "CREATE "
                + Names.of(part.fact())
                + " ON "
                + part.get("event", "")
                + tags(part)
                + " EXECUTE FUNCTION "
                + part.get("function", "")));
    if (part.has("enabled")) {
      statements.add(switching(part));
    }
    return statements;
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    return List.of(superuser(part, "DROP " + Names.of(part.fact())));
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    return before.changes(after).keySet().equals(Set.of("enabled"))
        ? Alter.by(switching(after))
        : new Change.Replace(after.id());
  }

  private static String tags(Part part) {
    var tags = Sql.names(part.get("tags", ""));
    return tags.isEmpty()
        ? ""
        : tags.stream().map(Sql::literal).collect(Collectors.joining(", ", " WHEN TAG IN (", ")"));
  }

  private static SqlStatement switching(Part part) {
    var word =
        switch (part.get("enabled", "")) {
          case "disabled" -> " DISABLE";
          case "replica" -> " ENABLE REPLICA";
          case "always" -> " ENABLE ALWAYS";
          default -> " ENABLE";
        };
    return superuser(part, "ALTER " + Names.of(part.fact()) + word);
  }

  private static SqlStatement superuser(Part part, String text) {
    return SqlStatement.of(part.object(), text).with(Trait.NEEDS_SUPERUSER);
  }
}
