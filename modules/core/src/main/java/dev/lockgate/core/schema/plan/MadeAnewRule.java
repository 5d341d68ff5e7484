package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Kind;
import java.util.List;
import java.util.function.Function;

/**
 * Objects that are made by one statement and cannot be altered in what counts.
 *
 * @param create the text of that statement
 */
record MadeAnewRule(Function<Part, String> create) implements Rule {
  @Override
  public List<SqlStatement> create(Part part, Context context) {
    var statement = SqlStatement.of(part.object(), create.apply(part));
    var binary = part.kind() == Kind.CAST && part.get("method", "").equals("binary");
    return List.of(Superuser.when(binary, Superuser.ifMade(statement)));
  }

  /** What lies in a schema may also be dropped by the schema's owner. */
  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    var statement = SqlStatement.of(part.object(), "DROP " + Names.of(part.fact()));
    return List.of(Superuser.when(part.kind() == Kind.ACCESS_METHOD, statement));
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    return new Change.Replace(after.id());
  }

  static String range(Part part) {
    var options = new Clauses();
    options.add("SUBTYPE", part.get("subtype"));
    options.add("SUBTYPE_OPCLASS", part.get("operator class"));
    options.add("COLLATION", part.get("range collation"));
    options.add("CANONICAL", Signatures.name(part.get("canonical", "")));
    options.add("SUBTYPE_DIFF", Signatures.name(part.get("subtype difference", "")));
    options.add("MULTIRANGE_TYPE_NAME", part.get("multirange"));
    return "CREATE TYPE " + part.object().identity() + " AS RANGE" + options.inBrackets();
  }

  static String cast(Part part) {
    var way =
        switch (part.get("method", "")) {
          case "binary" -> " WITHOUT FUNCTION";
          case "input and output" -> " WITH INOUT";
          default -> " WITH FUNCTION " + part.get("function", "");
        };
    var context =
        switch (part.get("context", "")) {
          case "assignment" -> " AS ASSIGNMENT";
          case "implicit" -> " AS IMPLICIT";
          default -> "";
        };
    return "CREATE " + Names.of(part.fact()) + way + context;
  }

  static String conversion(Part part) {
    return "CREATE "
        + (part.has("default") ? "DEFAULT " : "")
        + "CONVERSION "
        + part.object().identity()
        + " "
        + part.get("definition", "");
  }

  static String family(Part part) {
    return "CREATE " + Names.of(part.fact());
  }

  static String defined(Part part) {
    return "CREATE " + Names.of(part.fact()) + " " + part.get("definition", "");
  }

  static String inBrackets(Part part) {
    return "CREATE " + Names.of(part.fact()) + " (" + part.get("definition", "") + ")";
  }

  static String language(Part part) {
    return "CREATE "
        + (part.has("trusted") ? "TRUSTED " : "")
        + Names.of(part.fact())
        + named(" HANDLER ", part.get("handler", ""))
        + named(" INLINE ", part.get("inline", ""))
        + named(" VALIDATOR ", part.get("validator", ""));
  }

  private static String named(String word, String routine) {
    return routine.isEmpty() ? "" : word + Signatures.name(routine);
  }
}
