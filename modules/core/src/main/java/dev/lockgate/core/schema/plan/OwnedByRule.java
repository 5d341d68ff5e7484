package dev.lockgate.core.schema.plan;

import java.util.List;

/** With which column a sequence falls. */
final class OwnedByRule implements Rule {
  @Override
  public List<SqlStatement> create(Part part, Context context) {
    return List.of(alter(part, part.get("owned by", "NONE")));
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    return List.of(alter(part, "NONE"));
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    return Change.Alter.by(create(after, context));
  }

  private static SqlStatement alter(Part part, String owner) {
    return SqlStatement.of(
        part.object(), "ALTER SEQUENCE " + Names.name(part.fact()) + " OWNED BY " + owner);
  }
}
