package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Comments of everything, and those of the not-null constraints that columns have since 18. */
final class CommentRule implements Rule {
  private static final Set<Kind> TABLES =
      EnumSet.of(Kind.TABLE, Kind.FOREIGN_TABLE, Kind.VIEW, Kind.MATERIALIZED_VIEW);

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
    return part.kind() == Kind.EXTENSION
            && part.get("comment", "").equals(part.raw("default comment"))
        ? Hosts.outer(part)
        : List.of();
  }

  private static SqlStatement set(Part part, String name) {
    return comment(part, name, Sql.literal(part.get(name, "")));
  }

  private static SqlStatement remove(Part part, String name) {
    return comment(part, name, "NULL");
  }

  private static SqlStatement comment(Part part, String name, String text) {
    return Superuser.ifOwned(
        SqlStatement.of(part.object(), "COMMENT ON " + target(part, name) + " IS " + text)
            .locking(lock(part, name)));
  }

  private static Lock lock(Part part, String name) {
    var relation = part.kind() == Kind.COLUMN ? part.parent().kind() : part.kind();
    return name.equals("comment") && TABLES.contains(relation)
        ? Lock.SHARE_UPDATE_EXCLUSIVE
        : Lock.NONE;
  }

  private static String target(Part part, String name) {
    return name.equals("comment")
        ? Names.of(part.fact())
        : "CONSTRAINT " + NotNull.name(part) + " ON " + part.parent().identity();
  }
}
