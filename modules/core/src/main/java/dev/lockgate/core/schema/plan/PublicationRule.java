package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.plan.Change.Alter;
import java.util.ArrayList;
import java.util.List;

/** Publications and what they publish. */
final class PublicationRule implements Rule {
  @Override
  public List<SqlStatement> create(Part part, Context context) {
    return List.of(
        Superuser.when(
            part.has("all tables"),
            SqlStatement.of(
                part.object(),
                "CREATE "
                    + Names.of(part.fact())
                    + (part.has("all tables") ? " FOR ALL TABLES" : "")
                    + " WITH ("
                    + options(part)
                    + ")")));
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    return List.of(SqlStatement.of(part.object(), "DROP " + Names.of(part.fact())));
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    return before.changes(after).containsKey("all tables")
        ? new Change.Replace(after.id())
        : Alter.by(
            SqlStatement.of(
                after.object(),
                "ALTER " + Names.of(after.fact()) + " SET (" + options(after, before) + ")"));
  }

  private static String options(Part part) {
    return options(part, part);
  }

  /** What one of two states has and is not the default, is written. */
  private static String options(Part part, Part other) {
    var options = new ArrayList<String>();
    options.add("publish = " + Sql.literal(part.get("publish", "")));
    if (part.has("via partition root") || other.has("via partition root")) {
      options.add("publish_via_partition_root = " + part.has("via partition root"));
    }
    if (part.has("generated columns") || other.has("generated columns")) {
      options.add(
          "publish_generated_columns = "
              + (part.get("generated columns", "").equals("s") ? "stored" : "none"));
    }
    return String.join(", ", options);
  }

  /** A table or a schema in a publication. */
  static final class Members implements Rule {
    @Override
    public List<SqlStatement> create(Part part, Context context) {
      var schema = named(part).startsWith("TABLES IN SCHEMA ");
      return List.of(
          Superuser.when(schema, alter(part, "ADD " + named(part) + columns(part) + rows(part))));
    }

    @Override
    public List<SqlStatement> drop(Part part, Context context) {
      return List.of(alter(part, "DROP " + named(part)));
    }

    @Override
    public Change change(Part before, Part after, Context context) {
      return new Change.Replace(after.id());
    }

    private static String columns(Part part) {
      return part.has("columns") ? " (" + part.get("columns", "") + ")" : "";
    }

    private static String rows(Part part) {
      return part.has("where") ? " WHERE (" + part.get("where", "") + ")" : "";
    }

    /** The children of a table are members of their own, or none. */
    private static String named(Part part) {
      var identity = part.object().identity();
      var end = identity.length() - " in ".length() - part.parent().identity().length();
      var what = identity.substring(0, end);
      return what.startsWith("schema ")
          ? "TABLES IN SCHEMA " + what.substring("schema ".length())
          : "TABLE ONLY " + what.substring("table ".length());
    }

    private static SqlStatement alter(Part part, String action) {
      return SqlStatement.of(
              part.object(), "ALTER PUBLICATION " + part.parent().identity() + " " + action)
          .locking(Lock.SHARE_UPDATE_EXCLUSIVE);
    }
  }
}
