package dev.lockgate.core.schema.plan;

import java.util.List;

/** Aggregates. */
final class AggregateRule implements Rule {
  private static final List<String> FIXED =
      List.of("arguments", "result", "aggregate kind", "direct arguments");

  @Override
  public List<SqlStatement> create(Part part, Context context) {
    return List.of(statement(part, "CREATE "));
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    return List.of(SqlStatement.of(part.object(), "DROP " + Names.of(part.fact())));
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    var changed = before.changes(after).keySet();
    return FIXED.stream().anyMatch(changed::contains)
        ? new Change.Replace(after.id())
        : Change.Alter.by(statement(after, "CREATE OR REPLACE "));
  }

  /** A state that only functions of the server can read. */
  private static SqlStatement statement(Part part, String verb) {
    return Superuser.when(
        part.get("state type", "").equals("internal")
            || part.get("moving state type", "").equals("internal"),
        SqlStatement.of(part.object(), verb + definition(part)));
  }

  private static String definition(Part part) {
    var options = new Clauses();
    options.add("SFUNC", Signatures.name(part.get("transition function", "")));
    options.add("STYPE", part.get("state type"));
    options.add("SSPACE", part.get("state size"));
    options.add("FINALFUNC", Signatures.name(part.get("final function", "")));
    options.flag("FINALFUNC_EXTRA", part.has("final extra"));
    options.add("FINALFUNC_MODIFY", modify(part, "final modifies"));
    options.add("COMBINEFUNC", Signatures.name(part.get("combine function", "")));
    options.add("SERIALFUNC", Signatures.name(part.get("serialize function", "")));
    options.add("DESERIALFUNC", Signatures.name(part.get("deserialize function", "")));
    options.add("INITCOND", literal(part, "initial state"));
    options.add("MSFUNC", Signatures.name(part.get("moving transition function", "")));
    options.add("MINVFUNC", Signatures.name(part.get("moving inverse function", "")));
    options.add("MSTYPE", part.get("moving state type"));
    options.add("MSSPACE", part.get("moving state size"));
    options.add("MFINALFUNC", Signatures.name(part.get("moving final function", "")));
    options.flag("MFINALFUNC_EXTRA", part.has("moving final extra"));
    if (part.has("moving transition function")) {
      options.add("MFINALFUNC_MODIFY", modify(part, "moving final modifies"));
    }
    options.add("MINITCOND", literal(part, "moving initial state"));
    options.add("SORTOP", operator(part.get("sort operator", "")));
    options.add("PARALLEL", parallel(part));
    options.flag("HYPOTHETICAL", part.get("aggregate kind", "").startsWith("hypothetical"));
    return "AGGREGATE "
        + Signatures.name(part.object().identity())
        + "("
        + part.get("arguments", "*")
        + ")"
        + options.inBrackets();
  }

  private static String literal(Part part, String attribute) {
    var value = part.get(attribute);
    return value == null ? "" : Sql.literal(value);
  }

  private static String operator(String operator) {
    return operator.isEmpty() ? "" : "OPERATOR(" + Signatures.name(operator) + ")";
  }

  private static String modify(Part part, String attribute) {
    return switch (part.get(attribute, "")) {
      case "s" -> "SHAREABLE";
      case "w" -> "READ_WRITE";
      default -> "READ_ONLY";
    };
  }

  private static String parallel(Part part) {
    return switch (part.get("parallel", "")) {
      case "s" -> "SAFE";
      case "r" -> "RESTRICTED";
      default -> "UNSAFE";
    };
  }
}
