package dev.lockgate.core.schema.plan;

import java.util.ArrayList;
import java.util.List;

/** Whether a column takes NULL; since 18 this is a constraint with a name and states. */
final class NotNull {
  private static final String VALID = "yes";

  private NotNull() {}

  /** As it stands in the definition of a column, with a space before it. */
  static String clause(Part column) {
    var value = column.get("not null", "");
    if (!value.startsWith(VALID) || value.contains("not valid")) {
      return "";
    }
    return (isUsual(column) ? "" : " CONSTRAINT " + name(column))
        + " NOT NULL"
        + (value.contains("not inherited") ? " NO INHERIT" : "");
  }

  /** What the definition of a column cannot say, or that of its parent's did not. */
  static List<String> after(Part column, Side side) {
    var value = column.get("not null", "");
    if (value.isEmpty() || Columns.isLocal(column, side)) {
      return value.contains("not valid") ? List.of(named(column)) : List.of();
    }
    return Tables.above(column, side).anyMatch(NotNull::isHandedDown)
        ? List.of()
        : List.of(added(column));
  }

  private static boolean isHandedDown(Part column) {
    return column.has("not null") && !column.get("not null", "").contains("not inherited");
  }

  /** What makes one state into another, each a part of ALTER TABLE. */
  static List<String> change(Part before, Part after) {
    var was = before.get("not null", "");
    var now = after.get("not null", "");
    var column = "ALTER COLUMN " + Names.own(after.fact());
    var actions = new ArrayList<String>();
    if (was.equals(now)) {
      return actions;
    }
    if (now.isEmpty()) {
      actions.add(column + " DROP NOT NULL");
    } else if (was.isEmpty()) {
      actions.add(added(after));
    } else if (was.contains("not valid") && !now.contains("not valid")) {
      actions.add("VALIDATE CONSTRAINT " + name(before));
    } else if (now.contains("not valid")) {
      actions.add(column + " DROP NOT NULL");
      actions.add(named(after));
    }
    if (!was.isEmpty()
        && !now.isEmpty()
        && was.contains("not inherited") != now.contains("not inherited")) {
      actions.add(
          "ALTER CONSTRAINT "
              + name(before)
              + (now.contains("not inherited") ? " NO INHERIT" : " INHERIT"));
    }
    return actions;
  }

  private static String added(Part column) {
    return isUsual(column) && column.get("not null", "").equals(VALID)
        ? "ALTER COLUMN " + Names.own(column.fact()) + " SET NOT NULL"
        : named(column);
  }

  static String name(Part column) {
    return column.get("not-null constraint", usual(column));
  }

  private static String named(Part column) {
    return "ADD CONSTRAINT "
        + name(column)
        + " NOT NULL "
        + Names.own(column.fact())
        + (column.get("not null", "").contains("not inherited") ? " NO INHERIT" : "")
        + (column.get("not null", "").contains("not valid") ? " NOT VALID" : "");
  }

  private static boolean isUsual(Part column) {
    return !column.has("not-null constraint") || name(column).equals(usual(column));
  }

  private static String usual(Part column) {
    return Sql.last(column.parent().identity()) + "_" + Names.own(column.fact()) + "_not_null";
  }
}
