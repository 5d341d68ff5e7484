package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Kind;
import java.util.List;
import java.util.stream.Stream;

/** By which index a table is clustered. */
final class ClusterRule implements Rule {
  @Override
  public List<SqlStatement> create(Part part, Context context) {
    return List.of(alter(part, "CLUSTER ON " + part.attributes().get("index")));
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    return List.of(alter(part, "SET WITHOUT CLUSTER"));
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    return Change.Alter.by(create(after, context));
  }

  /** What is said of an index goes with it. */
  @Override
  public List<PartId> goesWith(Part part, Context context) {
    var indexes = context.before().needs().of(part.id()).stream().filter(id -> id.is(Kind.INDEX));
    return Stream.concat(Hosts.outer(part).stream(), indexes).toList();
  }

  private static SqlStatement alter(Part part, String what) {
    return SqlStatement.of(part.object(), Names.alter(part.object()) + " " + what)
        .locking(Lock.SHARE_UPDATE_EXCLUSIVE);
  }
}
