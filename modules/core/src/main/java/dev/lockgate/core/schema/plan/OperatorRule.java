package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.plan.Change.Alter;
import java.util.List;
import java.util.Set;

/** Operators. */
final class OperatorRule implements Rule {
  private static final Set<String> ALTERABLE = Set.of("restrict", "join");

  @Override
  public List<SqlStatement> create(Part part, Context context) {
    if (isShell(part)) {
      return List.of();
    }
    var options = new Clauses();
    options.add("FUNCTION", Signatures.name(part.get("function", "")));
    options.add("LEFTARG", part.raw("left"));
    options.add("RIGHTARG", part.raw("right"));
    options.add("COMMUTATOR", reference(part.get("commutator", "")));
    options.add("NEGATOR", reference(part.get("negator", "")));
    options.add("RESTRICT", Signatures.name(part.get("restrict", "")));
    options.add("JOIN", Signatures.name(part.get("join", "")));
    options.flag("HASHES", part.has("hashes"));
    options.flag("MERGES", part.has("merges"));
    return List.of(
        SqlStatement.of(
            part.object(),
            "CREATE OPERATOR " + Signatures.name(part.object().identity()) + options.inBrackets()));
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    return List.of(SqlStatement.of(part.object(), "DROP " + Names.of(part.fact())));
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    if (!ALTERABLE.containsAll(before.changes(after).keySet())) {
      return new Change.Replace(after.id());
    }
    var text =
        "ALTER %s SET (RESTRICT = %s, JOIN = %s)"
            .formatted(Names.of(after.fact()), orNone(after, "restrict"), orNone(after, "join"));
    return Alter.by(SqlStatement.of(after.object(), text));
  }

  /** Named by another operator and never made: it comes by itself with the other. */
  private static boolean isShell(Part part) {
    return !part.has("function");
  }

  @Override
  public List<PartId> madeWith(Part part, Context context) {
    return isShell(part)
        ? context.after().parts().values().stream()
            .filter(other -> names(other, part.object().identity()))
            .map(Part::id)
            .toList()
        : List.of();
  }

  private static boolean names(Part other, String operator) {
    return other.id().is(Kind.OPERATOR)
        && (operator.equals(other.get("commutator")) || operator.equals(other.get("negator")));
  }

  private static String orNone(Part part, String attribute) {
    return part.has(attribute) ? Signatures.name(part.get(attribute, "")) : "NONE";
  }

  private static String reference(String operator) {
    return operator.isEmpty() ? "" : "OPERATOR(" + Signatures.name(operator) + ")";
  }
}
