package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.plan.SqlStatement.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Materialized views; their rows can be computed again, so nothing is lost with them. */
final class MaterializedViewRule implements Rule {
  @Override
  public List<SqlStatement> create(Part part, Context context) {
    var options = options(part);
    var text = new StringBuilder("CREATE MATERIALIZED VIEW ").append(part.object().identity());
    if (!part.get("access method", "heap").equals("heap")) {
      text.append(" USING ").append(part.get("access method"));
    }
    if (!options.isEmpty()) {
      text.append(" WITH ").append(Options.list(options));
    }
    if (part.has("tablespace")) {
      text.append(" TABLESPACE ").append(part.get("tablespace"));
    }
    text.append(" AS\n").append(ViewRule.query(part));
    if (part.get("populated", "").equals("false")) {
      text.append("\nWITH NO DATA");
    }
    var statements = new ArrayList<SqlStatement>();
    statements.add(SqlStatement.of(part.object(), text.toString()));
    columns(part, context)
        .flatMap(column -> settings(column, context).stream())
        .forEach(action -> statements.add(alter(part, action)));
    return statements;
  }

  private static Stream<Part> columns(Part part, Context context) {
    return context.after().contents(part.object()).stream()
        .filter(fact -> fact.id().kind() == Kind.COLUMN)
        .flatMap(fact -> Stream.ofNullable(context.after().part(PartId.itself(fact.id()))));
  }

  private static List<String> settings(Part column, Context context) {
    var actions = new ArrayList<>(Columns.extras(column, context.after()));
    if (column.has("compression")) {
      actions.add(
          "ALTER COLUMN "
              + Names.own(column.fact())
              + " SET COMPRESSION "
              + column.get("compression"));
    }
    return actions;
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    return List.of(
        SqlStatement.of(part.object(), "DROP " + Names.of(part.fact()))
            .locking(Lock.ACCESS_EXCLUSIVE));
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    var changes = before.changes(after);
    if (changes.containsKey("definition")) {
      return new Change.Replace(after.id());
    }
    var actions = new ArrayList<>(Options.change(options(before), options(after)));
    var statements = new ArrayList<SqlStatement>();
    if (changes.containsKey("access method")) {
      if (context.major() < 15) {
        return new Change.Replace(after.id());
      }
      statements.add(
          alter(after, "SET ACCESS METHOD " + after.get("access method", "DEFAULT"))
              .with(Trait.REWRITES));
    }
    actions.forEach(action -> statements.add(alter(after, action)));
    return Change.Alter.by(statements);
  }

  private static Map<String, String> options(Part part) {
    return TableRule.options(part);
  }

  private static SqlStatement alter(Part part, String action) {
    return SqlStatement.of(part.object(), Names.alter(part.object()) + " " + action)
        .locking(Lock.ofAction(action));
  }
}
