package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Kind;
import java.util.List;

/** Functions and procedures; replaced in place unless their signature as a whole changes. */
final class RoutineRule implements Rule {
  @Override
  public List<SqlStatement> create(Part part, Context context) {
    return List.of(
        Superuser.ifTrusted(
            SqlStatement.of(part.object(), part.get("definition", "").stripTrailing())));
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    return List.of(SqlStatement.of(part.object(), "DROP " + Names.of(part.fact())));
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    var same =
        before.raw("arguments").equals(after.raw("arguments"))
            && before.raw("result").equals(after.raw("result"))
            && defaults(before) <= defaults(after);
    return same ? Change.Alter.by(create(after, context)) : new Change.Replace(after.id());
  }

  /** What reads and writes the values of a type is made with it: each needs the other. */
  @Override
  public List<PartId> madeWith(Part part, Context context) {
    return types(part, context.after());
  }

  @Override
  public List<PartId> goesWith(Part part, Context context) {
    return types(part, context.before());
  }

  private static List<PartId> types(Part part, Side side) {
    return side.needs().to(part.id()).stream().filter(id -> id.is(Kind.BASE_TYPE)).toList();
  }

  private static int defaults(Part part) {
    var number = part.raw("defaults");
    return number.isEmpty() ? 0 : Integer.parseInt(number);
  }
}
