package dev.lockgate.core.schema.plan;

import java.util.List;

/** By what a changed row of a table is known to replicas. */
final class ReplicaIdentityRule implements Rule {
  @Override
  public List<SqlStatement> create(Part part, Context context) {
    var index = part.attributes().get("index");
    return switch (part.attributes().getOrDefault("replica identity", "index")) {
      case "full" -> alter(part, "FULL");
      case "nothing" -> alter(part, "NOTHING");
      default -> index == null ? List.of() : alter(part, "USING INDEX " + index);
    };
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    return alter(part, "DEFAULT");
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    return Change.Alter.by(create(after, context));
  }

  private static List<SqlStatement> alter(Part part, String what) {
    return List.of(
        SqlStatement.of(part.object(), Names.alter(part.object()) + " REPLICA IDENTITY " + what)
            .locking(Lock.ACCESS_EXCLUSIVE));
  }
}
