package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.plan.Change.Alter;
import java.util.ArrayList;
import java.util.List;

/** Extended statistics. */
final class StatisticsRule implements Rule {
  @Override
  public List<SqlStatement> create(Part part, Context context) {
    var statements = new ArrayList<SqlStatement>();
    statements.add(locking(part, part.get("definition", "")));
    if (part.has("statistics")) {
      statements.add(target(part));
    }
    return statements;
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    return List.of(locking(part, "DROP " + Names.of(part.fact())));
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    return before.changes(after).containsKey("definition")
        ? new Change.Replace(after.id())
        : Alter.by(target(after));
  }

  private static SqlStatement target(Part part) {
    return locking(
        part, "ALTER " + Names.of(part.fact()) + " SET STATISTICS " + part.get("statistics", "-1"));
  }

  private static SqlStatement locking(Part part, String text) {
    return SqlStatement.of(part.object(), text).locking(Lock.SHARE_UPDATE_EXCLUSIVE);
  }
}
