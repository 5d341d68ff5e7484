package dev.lockgate.core.schema.plan;

import java.util.List;

/** For kinds that no rule stands for yet; the planner says so of each. */
final class NoRule implements Rule {
  static final String WHY = "Lockgate has no rule for this kind of object";

  @Override
  public List<SqlStatement> create(Part part, Context context) {
    return List.of();
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    return List.of();
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    return new Change.NoSql(WHY);
  }
}
