package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Fact;
import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.ObjectId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Definitions of columns. */
final class Columns {
  private static final String STORED = " stored";
  private static final String VIRTUAL = " virtual";

  private Columns() {}

  /**
   * Whether the statement that makes its table names the column: it does not come from a parent.
   */
  static boolean isLocal(Part column, Side side) {
    var table = side.facts().get(column.parent());
    return !column.has("defined here") || (table != null && Tables.isPartition(table));
  }

  /** Whether the column's type is that of an attribute: its table is and stays made of a type. */
  static boolean isTyped(Part column, Context context) {
    var after = context.after().facts().get(column.parent());
    var before = context.before().facts().get(column.parent());
    return after != null
        && before != null
        && after.attributes().containsKey("of type")
        && before.attributes().containsKey("of type");
  }

  /** Whether it is an attribute of a composite type. */
  static boolean isAttribute(@Nullable Part column) {
    return column != null && column.parent().kind() == Kind.COMPOSITE_TYPE;
  }

  /** As in CREATE TABLE and ADD COLUMN. */
  static String definition(Part column, PartId host, Context context) {
    var name = Names.own(column.fact());
    var text = new StringBuilder(name).append(' ').append(column.get("type"));
    if (column.has("collation")) {
      text.append(" COLLATE ").append(column.get("collation"));
    }
    text.append(Options.foreign(column));
    if (column.has("compression")) {
      text.append(" COMPRESSION ").append(column.get("compression"));
    }
    var defaultPart = new PartId(column.object(), Aspect.DEFAULT);
    if (context.madeBy(host, defaultPart)) {
      text.append(" DEFAULT ").append(column.get("default"));
    }
    if (column.has("generated")) {
      text.append(" GENERATED ALWAYS AS (")
          .append(expression(column))
          .append(") ")
          .append(isStored(column) ? "STORED" : "VIRTUAL");
    }
    if (column.has("generated as identity") && !isIdentityOfParent(column, context.after())) {
      text.append(' ').append(identity(column, context));
    }
    return text.append(NotNull.clause(column)).toString();
  }

  /** What no definition can say, as actions of ALTER TABLE. */
  static List<String> extras(Part column, Side side) {
    var start = "ALTER COLUMN " + Names.own(column.fact());
    var actions = new ArrayList<>(NotNull.after(column, side));
    if (column.has("storage")) {
      actions.add(start + " SET STORAGE " + column.get("storage"));
    }
    if (column.has("statistics")) {
      actions.add(start + " SET STATISTICS " + column.get("statistics"));
    }
    if (column.has("options")) {
      actions.add(start + " SET " + Options.list(Options.parse(column.get("options", ""), "")));
    }
    return actions;
  }

  static String identity(Part column, Context context) {
    var word = column.get("generated as identity", "").equals("always") ? "ALWAYS" : "BY DEFAULT";
    var sequence =
        context
            .after()
            .find(
                new ObjectId(Kind.SEQUENCE, "identity of " + column.object().identity()),
                Aspect.ITSELF);
    return "GENERATED "
        + word
        + " AS IDENTITY"
        + sequence.map(part -> options(column, part)).orElse("");
  }

  /** The name is only said where PostgreSQL would choose another. */
  private static String options(Part column, Part sequence) {
    var usual =
        Sql.first(column.parent().identity())
            + "."
            + Sql.last(column.parent().identity())
            + "_"
            + Names.own(column.fact())
            + "_seq";
    var name = Names.name(sequence.fact());
    var text =
        (name.equals(usual) ? "" : " SEQUENCE NAME " + name) + SequenceRule.options(sequence);
    return text.isEmpty() ? "" : " (" + text.strip() + ")";
  }

  /** Since 17 a partition takes its numbers from its parent's sequence, from when it joins. */
  static boolean isIdentityOfParent(Part column, Side side) {
    var table = side.facts().get(column.parent());
    return table != null
        && Tables.isPartition(table)
        && !side.facts()
            .containsKey(new ObjectId(Kind.SEQUENCE, "identity of " + column.object().identity()));
  }

  static String expression(Part column) {
    var text = column.get("generated", "");
    var end = isStored(column) ? STORED : VIRTUAL;
    return text.substring(0, text.length() - end.length());
  }

  /** Whether a new column gets a value of its own in every row, so that the table is rewritten. */
  static boolean isFilled(Part column, Context context) {
    var hasDefault = context.madeBy(column.id(), new PartId(column.object(), Aspect.DEFAULT));
    return column.parent().kind() == Kind.TABLE
        && ((column.has("generated") && isStored(column))
            || column.has("generated as identity")
            || (hasDefault && mayDiffer(column.get("default", ""))));
  }

  /** A call may give another value each time, but for those that are known to give the same. */
  private static boolean mayDiffer(String expression) {
    return expression
        .replaceAll("'([^']|'')*'", "''")
        .replaceAll("\\b(now|CURRENT_\\w+|LOCALTIME\\w*)(\\(\\d*\\))?|\\(\\d+(,\\d+)?\\)", "")
        .matches("(?s).*[\\w\"]\\(.*");
  }

  static boolean isStored(Part column) {
    return column.get("generated", "").endsWith(STORED);
  }

  /** Columns of children that are the same column as the one of their parent. */
  static List<Part> below(Part column, Side side) {
    var found = new ArrayList<Part>();
    for (Fact child : Tables.children(column.parent(), side)) {
      var id = new ObjectId(Kind.COLUMN, child.id().identity() + "." + Names.own(column.fact()));
      side.find(id, Aspect.ITSELF)
          .ifPresent(part -> {
            found.add(part);
            found.addAll(below(part, side));
          });
    }
    return found;
  }
}
