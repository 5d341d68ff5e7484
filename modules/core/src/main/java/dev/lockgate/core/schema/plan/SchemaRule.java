package dev.lockgate.core.schema.plan;

import java.util.List;

/** Schemas; what is in them is dropped on its own, never by CASCADE. */
final class SchemaRule implements Rule {
  @Override
  public List<SqlStatement> create(Part part, Context context) {
    return List.of(SqlStatement.of(part.object(), "CREATE SCHEMA " + part.object().identity()));
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    return List.of(SqlStatement.of(part.object(), "DROP SCHEMA " + part.object().identity()));
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    return Change.Alter.by();
  }
}
