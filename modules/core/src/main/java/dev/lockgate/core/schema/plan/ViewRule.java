package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Fact;
import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.ObjectId;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Views; one whose columns only grow is replaced in place, so that what reads it can stay. */
final class ViewRule implements Rule {
  @Override
  public List<SqlStatement> create(Part part, Context context) {
    return List.of(SqlStatement.of(part.object(), "CREATE " + text(part)));
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    return List.of(
        SqlStatement.of(part.object(), "DROP " + Names.of(part.fact()))
            .locking(Lock.ACCESS_EXCLUSIVE));
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    if (before.changes(after).keySet().equals(Set.of("options"))) {
      var actions =
          Options.change(
              Options.parse(before.get("options", ""), ""),
              Options.parse(after.get("options", ""), ""));
      return Change.Alter.by(
          actions.stream()
              .map(action ->
                  SqlStatement.of(after.object(), Names.alter(after.object()) + " " + action)
                      .locking(Lock.ACCESS_EXCLUSIVE))
              .toList());
    }
    return grows(after.object(), context)
        ? Change.Alter.by(
            SqlStatement.of(after.object(), "CREATE OR REPLACE " + text(after))
                .locking(Lock.ACCESS_EXCLUSIVE))
        : new Change.Replace(after.id());
  }

  private static String text(Part part) {
    var options = Options.parse(part.get("options", ""), "");
    return "VIEW "
        + part.object().identity()
        + (options.isEmpty() ? "" : " WITH " + Options.list(options))
        + " AS\n"
        + query(part);
  }

  /** The query as PostgreSQL writes it, without the semicolon. */
  static String query(Part part) {
    return part.get("definition", "").replaceFirst(";\\s*$", "");
  }

  private static boolean grows(ObjectId view, Context context) {
    var was = columns(view, context.before());
    var now = columns(view, context.after());
    return now.size() >= was.size() && now.subList(0, was.size()).equals(was);
  }

  private static List<List<String>> columns(ObjectId view, Side side) {
    return side.contents(view).stream()
        .filter(fact -> fact.id().kind() == Kind.COLUMN)
        .map(fact -> List.of(Names.own(fact), value(fact, "type"), value(fact, "collation")))
        .toList();
  }

  private static String value(Fact fact, String name) {
    return Objects.requireNonNullElse(fact.attributes().get(name), "");
  }
}
