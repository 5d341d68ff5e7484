package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Kind;
import java.util.ArrayList;
import java.util.List;

/** Comments of everything, and those of the not-null constraints that columns have since 18. */
final class CommentRule implements Rule {
  @Override
  public List<SqlStatement> create(Part part, Context context) {
    return part.attributes().keySet().stream().map(name -> set(part, name)).toList();
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    return part.attributes().keySet().stream().map(name -> remove(part, name)).toList();
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    var statements = new ArrayList<SqlStatement>();
    before
        .changes(after)
        .forEach(
            (name, now) -> statements.add(now.isEmpty() ? remove(after, name) : set(after, name)));
    return Change.Alter.by(statements);
  }

  /** An extension brings its own. */
  @Override
  public List<PartId> madeWith(Part part, Context context) {
    return part.kind() == Kind.EXTENSION ? Hosts.outer(part) : List.of();
  }

  private static SqlStatement set(Part part, String name) {
    return comment(part, name, Sql.literal(part.get(name, "")));
  }

  private static SqlStatement remove(Part part, String name) {
    return comment(part, name, "NULL");
  }

  private static SqlStatement comment(Part part, String name, String text) {
    return SqlStatement.of(part.object(), "COMMENT ON " + target(part, name) + " IS " + text);
  }

  private static String target(Part part, String name) {
    return name.equals("comment")
        ? Names.of(part.fact())
        : "CONSTRAINT " + NotNull.name(part) + " ON " + part.parent().identity();
  }
}
