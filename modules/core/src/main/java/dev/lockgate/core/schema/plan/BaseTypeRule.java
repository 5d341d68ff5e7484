package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Types that functions read and write. The functions need the type and the type needs them, so it
 * is made twice, first as a name, and all of them go together.
 */
final class BaseTypeRule implements Rule {
  @Override
  public List<SqlStatement> create(Part part, Context context) {
    var name = "CREATE " + Names.of(part.fact());
    var definition = part.get("definition", "");
    var statements = new ArrayList<SqlStatement>();
    statements.add(Superuser.ifMade(SqlStatement.of(part.object(), name)));
    if (!definition.isEmpty()) {
      functions(part, context.after())
          .filter(function -> context.madeBy(part.id(), function.id()))
          .forEach(
              function -> statements.addAll(Rules.of(function.id()).create(function, context)));
      statements.add(
          Superuser.ifMade(SqlStatement.of(part.object(), name + " (" + definition + ")")));
    }
    return statements;
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    var cascade = functions(part, context.before()).findAny().isPresent() ? " CASCADE" : "";
    return List.of(SqlStatement.of(part.object(), "DROP " + Names.of(part.fact()) + cascade));
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    return new Change.Replace(after.id());
  }

  private static Stream<Part> functions(Part part, Side side) {
    return side.needs().of(part.id()).stream()
        .filter(id -> id.is(Kind.FUNCTION))
        .flatMap(id -> Stream.ofNullable(side.part(id)));
  }
}
