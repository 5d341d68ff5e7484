package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Operator classes with the operators and functions that belong to them. */
final class OperatorClassRule implements Rule {
  private static final String USING = " using ";

  @Override
  public List<SqlStatement> create(Part part, Context context) {
    var members =
        members(part.id(), context.after()).stream()
            .map(id -> Members.item(context.after().part(id)))
            .collect(Collectors.joining(",\n  "));
    var storage = part.has("storage") ? "STORAGE " + part.get("storage", "") : "";
    var items =
        members.isEmpty() || storage.isEmpty() ? members + storage : members + ",\n  " + storage;
    var identity = part.object().identity();
    int using = identity.lastIndexOf(USING);
    return List.of(
        SqlStatement.of(
                part.object(),
                "CREATE OPERATOR CLASS "
                    + identity.substring(0, using)
                    + (part.has("default") ? " DEFAULT" : "")
                    + " FOR TYPE "
                    + part.get("type", "")
                    + " USING "
                    + identity.substring(using + USING.length())
                    + " FAMILY "
                    + part.get("family", "")
                    + " AS\n  "
                    + (items.isEmpty() ? "STORAGE " + part.get("type", "") : items))
            .with(SqlStatement.Trait.NEEDS_SUPERUSER));
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    return List.of(SqlStatement.of(part.object(), "DROP " + Names.of(part.fact())));
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    return new Change.Replace(after.id());
  }

  /** What was made in the class, and not put into the family by itself. */
  private static List<PartId> members(PartId operatorClass, Side side) {
    return side.needs().to(operatorClass).stream()
        .filter(id -> id.is(Kind.OPERATOR_FAMILY_MEMBER))
        .toList();
  }

  /** An operator or a function of a family; most are made with their class. */
  static final class Members implements Rule {
    @Override
    public List<SqlStatement> create(Part part, Context context) {
      return List.of(alter(part, "ADD " + item(part)));
    }

    @Override
    public List<SqlStatement> drop(Part part, Context context) {
      return List.of(
          alter(part, "DROP " + kind(part) + " " + part.get("number", "") + " " + types(part)));
    }

    @Override
    public Change change(Part before, Part after, Context context) {
      return new Change.Replace(after.id());
    }

    @Override
    public List<PartId> madeWith(Part part, Context context) {
      return classes(part, context.after());
    }

    @Override
    public List<PartId> goesWith(Part part, Context context) {
      var hosts = new ArrayList<>(Hosts.outer(part));
      hosts.addAll(classes(part, context.before()));
      return hosts;
    }

    private static List<PartId> classes(Part part, Side side) {
      return side.needs().of(part.id()).stream().filter(id -> id.is(Kind.OPERATOR_CLASS)).toList();
    }

    static String item(@Nullable Part part) {
      if (part == null) {
        return "";
      }
      return part.has("family")
          ? "FUNCTION " + part.get("number", "") + " " + types(part) + " " + part.get("family", "")
          : "OPERATOR "
              + part.get("number", "")
              + " "
              + Signatures.name(part.raw("operator"))
              + " "
              + types(part)
              + (part.has("sort") ? " FOR ORDER BY " + part.get("sort", "") : "");
    }

    private static String kind(Part part) {
      return part.has("family") ? "FUNCTION" : "OPERATOR";
    }

    private static String types(Part part) {
      return "(" + part.raw("left") + ", " + part.raw("right") + ")";
    }

    private static SqlStatement alter(Part part, String action) {
      var identity = part.parent().identity();
      int using = identity.lastIndexOf(USING);
      return SqlStatement.of(
              part.object(),
              "ALTER OPERATOR FAMILY "
                  + identity.substring(0, using)
                  + " USING "
                  + identity.substring(using + USING.length())
                  + " "
                  + action)
          .with(SqlStatement.Trait.NEEDS_SUPERUSER);
    }
  }
}
