package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.plan.SqlStatement.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Extensions; their members come and go with them. */
final class ExtensionRule implements Rule {
  @Override
  public List<SqlStatement> create(Part part, Context context) {
    var version = part.get("version", "");
    var text =
        "CREATE EXTENSION "
            + part.object().identity()
            + " WITH SCHEMA "
            + part.get("schema")
            + (version.equals(part.raw("default version"))
                ? ""
                : " VERSION " + Sql.literal(version));
    return List.of(script(part, text));
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    return List.of(
        SqlStatement.of(part.object(), "DROP EXTENSION " + part.object().identity())
            .with(Trait.LOSES_DATA)
            .because("what the extension keeps in its tables goes with it"));
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    var changes = before.changes(after);
    var older = changes.containsKey("version") && isOlder(after, before);
    var fixed = changes.containsKey("schema") && after.raw("relocatable").isEmpty();
    if (older || fixed) {
      return isUsed(before, context)
          ? new Change.NoSql(
              "an extension cannot go back to an older version or to another schema, and other"
                  + " objects need it")
          : new Change.Replace(after.id());
    }
    var statements = new ArrayList<SqlStatement>();
    var alter = "ALTER EXTENSION " + after.object().identity();
    changes.forEach((name, now) ->
        statements.add(
            name.equals("schema")
                ? SqlStatement.of(after.object(), alter + " SET SCHEMA " + now)
                : script(after, alter + " UPDATE TO " + Sql.literal(now))));
    return Change.Alter.by(statements);
  }

  /** What runs a script of the extension's is for superusers, unless they trust the extension. */
  private static SqlStatement script(Part part, String text) {
    return Superuser.when(part.raw("trusted").isEmpty(), SqlStatement.of(part.object(), text));
  }

  /** Comments and grants come and go with it. */
  private static boolean isUsed(Part part, Context context) {
    return context.before().needs().to(part.id()).stream()
        .map(context.before()::part)
        .anyMatch(other ->
            other != null && !other.object().equals(part.object()) && !Members.isOne(other));
  }

  private static boolean isOlder(Part one, Part other) {
    var numbers = numbers(one);
    var others = numbers(other);
    for (int i = 0; i < Math.min(numbers.size(), others.size()); i++) {
      if (!numbers.get(i).equals(others.get(i))) {
        return numbers.get(i) < others.get(i);
      }
    }
    return numbers.size() < others.size();
  }

  private static List<Integer> numbers(Part part) {
    return Pattern.compile("\\d{1,9}")
        .matcher(part.get("version", ""))
        .results()
        .map(found -> Integer.valueOf(found.group()))
        .toList();
  }
}
