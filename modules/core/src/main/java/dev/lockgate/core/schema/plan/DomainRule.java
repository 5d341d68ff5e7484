package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.ObjectId;
import dev.lockgate.core.schema.plan.Change.Alter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Domains; their checks are constraints of their own. */
final class DomainRule implements Rule {
  @Override
  public List<SqlStatement> create(Part part, Context context) {
    return List.of(
        SqlStatement.of(
            part.object(),
            "CREATE DOMAIN "
                + part.object().identity()
                + " AS "
                + part.get("type", "")
                + (part.has("collation") ? " COLLATE " + part.get("collation") : "")
                + (part.has("default") ? " DEFAULT " + part.get("default") : "")
                + (part.has("not null") ? " NOT NULL" : "")
                + checks(part.object(), context)));
  }

  private static String checks(ObjectId domain, Context context) {
    return constraints(domain, context.after())
        .filter(constraint -> isMadeWith(constraint, context))
        .map(constraint ->
            " CONSTRAINT " + Names.own(constraint.fact()) + " " + constraint.get("definition"))
        .collect(Collectors.joining());
  }

  private static Stream<Part> constraints(ObjectId domain, Side side) {
    return side.contents(domain).stream()
        .flatMap(fact -> Stream.ofNullable(side.part(PartId.itself(fact.id()))));
  }

  /** Whether the statement that makes the domain makes the constraint, too. */
  static boolean isMadeWith(Part constraint, Context context) {
    var domain = PartId.itself(constraint.parent());
    return context.madeBy(domain, constraint.id())
        || (context.exchanged().containsKey(domain.object())
            && !constraint.has("validated")
            && context.after().needs().of(constraint.id()).stream()
                .filter(context::begins)
                .noneMatch(need -> needsExchanged(need, context)));
  }

  private static boolean needsExchanged(PartId id, Context context) {
    return context.after().needs().of(id).stream()
        .anyMatch(need -> context.exchanged().containsKey(need.object()));
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    return List.of(SqlStatement.of(part.object(), "DROP " + Names.of(part.fact())));
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    var changes = before.changes(after);
    if (isExchanged(before, after, context)) {
      return TypeExchange.of(before, context).change();
    }
    var statements = new ArrayList<SqlStatement>();
    changes.forEach((name, value) -> statements.add(alter(after, action(name, value))));
    return Alter.by(statements);
  }

  /** Whether it cannot be altered, or rows that hold it inside of other values cannot be tested. */
  static boolean isExchanged(Part before, Part after, Context context) {
    var changes = before.changes(after);
    return changes.containsKey("type")
        || changes.containsKey("collation")
        || (isStricter(before, after, context)
            && DomainValues.areWithin(before.object(), context.before()));
  }

  private static boolean isStricter(Part before, Part after, Context context) {
    return (after.has("not null") && !before.has("not null"))
        || constraints(after.object(), context.after())
            .anyMatch(constraint ->
                !constraint.has("validated") && context.state(constraint.id()) != State.SAME);
  }

  private static String action(String attribute, String value) {
    return switch (attribute) {
      case "default" -> value.isEmpty() ? "DROP DEFAULT" : "SET DEFAULT " + value;
      case "not null" -> value.isEmpty() ? "DROP NOT NULL" : "SET NOT NULL";
      default -> throw new IllegalStateException("a domain has no " + attribute);
    };
  }

  private static SqlStatement alter(Part part, String action) {
    return SqlStatement.of(part.object(), "ALTER " + Names.of(part.fact()) + " " + action)
        .locking(action.equals("SET NOT NULL") ? Lock.SHARE : Lock.NONE);
  }
}
