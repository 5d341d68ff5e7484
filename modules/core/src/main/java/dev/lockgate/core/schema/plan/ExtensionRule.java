package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.plan.SqlStatement.Trait;
import java.util.ArrayList;
import java.util.List;

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
    return List.of(SqlStatement.of(part.object(), text));
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
    var statements = new ArrayList<SqlStatement>();
    before
        .changes(after)
        .forEach((name, now) -> {
          var what =
              name.equals("schema") ? " SET SCHEMA " + now : " UPDATE TO " + Sql.literal(now);
          statements.add(
              SqlStatement.of(
                  after.object(), "ALTER EXTENSION " + after.object().identity() + what));
        });
    return Change.Alter.by(statements);
  }
}
