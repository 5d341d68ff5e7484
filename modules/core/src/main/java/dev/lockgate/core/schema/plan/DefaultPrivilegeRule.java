package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Kind;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** What a role grants on what it creates later. */
final class DefaultPrivilegeRule implements Rule {
  private static final String ITSELF = "the role itself";

  @Override
  public List<SqlStatement> create(Part part, Context context) {
    return statements(part, unsaid(part, context), said(part));
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    return statements(part, said(part), unsaid(part, context));
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    return Change.Alter.by(statements(after, said(before), said(after)));
  }

  /** What is said for a schema goes with it. */
  @Override
  public List<PartId> goesWith(Part part, Context context) {
    return part.fact().parent() == null ? List.of() : List.of(PartId.itself(part.parent()));
  }

  private static Privileges said(Part part) {
    return Privileges.of(part.attributes());
  }

  /** Without a word, the standard holds; within a schema there is nothing to add to it. */
  private static Privileges unsaid(Part part, Context context) {
    var held = new TreeMap<String, Privileges.Held>();
    if (part.fact().parent() == null) {
      var standard = Privileges.standard(kind(part), context.major()).held();
      standard.forEach((grantee, privileges) ->
          held.put(grantee.equals(Privileges.OWNER) ? ITSELF : grantee, privileges));
    }
    return new Privileges(held);
  }

  private static Kind kind(Part part) {
    return switch (part.raw("objects")) {
      case "tables" -> Kind.TABLE;
      case "sequences" -> Kind.SEQUENCE;
      case "functions" -> Kind.FUNCTION;
      case "types" -> Kind.DOMAIN;
      case "schemas" -> Kind.SCHEMA;
      default -> Kind.DEFAULT_PRIVILEGE;
    };
  }

  private static List<SqlStatement> statements(Part part, Privileges have, Privileges wanted) {
    var role = part.raw("role");
    var schema = part.fact().parent();
    var start =
        "ALTER DEFAULT PRIVILEGES FOR ROLE "
            + role
            + (schema == null ? "" : " IN SCHEMA " + schema.identity())
            + " ";
    var objects = part.raw("objects").toUpperCase(Locale.ROOT);
    return have
        .to(
            wanted,
            (privileges, direction, grantee) ->
                String.join(", ", privileges)
                    + " ON "
                    + objects
                    + " "
                    + direction
                    + " "
                    + (grantee.equals(ITSELF) ? role : grantee))
        .stream()
        .map(text -> SqlStatement.of(part.object(), start + text))
        .toList();
  }
}
