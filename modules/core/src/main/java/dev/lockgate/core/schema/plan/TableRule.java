package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.plan.SqlStatement.Trait;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tables of every sort; keys, checks and indexes are made after them. */
final class TableRule implements Rule {
  @Override
  public List<SqlStatement> create(Part part, Context context) {
    var statements = new ArrayList<SqlStatement>();
    statements.add(
        SqlStatement.of(part.object(), text(part, context))
            .locking(joinsParents(part) ? Lock.SHARE_UPDATE_EXCLUSIVE : Lock.NONE)
            .because(Options.hint(part)));
    columns(part, context)
        .flatMap(column -> Columns.extras(column, context.after()).stream())
        .forEach(action -> statements.add(alter(part, "ONLY ", action)));
    security(part).forEach(action -> statements.add(alter(part, "", action)));
    return statements;
  }

  private static String text(Part part, Context context) {
    return "CREATE "
        + sort(part)
        + "TABLE "
        + part.object().identity()
        + body(part, context)
        + tail(part);
  }

  private static String sort(Part part) {
    return part.kind() == Kind.FOREIGN_TABLE
        ? "FOREIGN "
        : part.has("persistence") ? "UNLOGGED " : "";
  }

  private static String body(Part part, Context context) {
    if (part.has("of type")) {
      return " OF " + part.get("of type") + typed(part, context);
    }
    var lines =
        columns(part, context)
            .filter(column -> Columns.isLocal(column, context.after()))
            .map(column -> "  " + Columns.definition(column, part.id(), context))
            .collect(Collectors.joining(",\n"));
    var inherits = joinsParents(part) ? " INHERITS (" + part.get("inherits") + ")" : "";
    return (lines.isEmpty() ? " ()" : " (\n" + lines + "\n)") + inherits;
  }

  /** A partition joins later. */
  private static boolean joinsParents(Part part) {
    return part.has("inherits") && !Tables.isPartition(part.fact());
  }

  /** The columns of a typed table come from its type; some have options of their own. */
  private static String typed(Part part, Context context) {
    var lines =
        columns(part, context)
            .map(column -> option(column, part, context))
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining(",\n"));
    return lines.isEmpty() ? "" : " (\n" + lines + "\n)";
  }

  private static String option(Part column, Part table, Context context) {
    var hasDefault = context.madeBy(table.id(), new PartId(column.object(), Aspect.DEFAULT));
    var text = (hasDefault ? " DEFAULT " + column.get("default") : "") + NotNull.clause(column);
    return text.isEmpty() ? "" : "  " + Names.own(column.fact()) + " WITH OPTIONS" + text;
  }

  private static String tail(Part part) {
    var text = new StringBuilder();
    if (part.has("partition key")) {
      text.append(" PARTITION BY ").append(part.get("partition key"));
    }
    if (!part.get("access method", "heap").equals("heap")) {
      text.append(" USING ").append(part.get("access method"));
    }
    if (part.has("server")) {
      text.append(" SERVER ").append(part.get("server")).append(Options.foreign(part));
    }
    var options = options(part);
    if (!options.isEmpty()) {
      text.append(" WITH ").append(Options.list(options));
    }
    if (part.has("tablespace")) {
      text.append(" TABLESPACE ").append(part.get("tablespace"));
    }
    return text.toString();
  }

  private static Stream<Part> columns(Part part, Context context) {
    return context.after().contents(part.object()).stream()
        .filter(fact -> fact.id().kind() == Kind.COLUMN)
        .flatMap(fact -> Stream.ofNullable(context.after().part(PartId.itself(fact.id()))));
  }

  static Map<String, String> options(Part part) {
    var options = new LinkedHashMap<>(Options.parse(part.get("options", ""), ""));
    options.putAll(Options.parse(part.get("toast options", ""), "toast."));
    return options;
  }

  private static List<String> security(Part part) {
    var actions = new ArrayList<String>();
    if (part.has("row security")) {
      actions.add("ENABLE ROW LEVEL SECURITY");
    }
    if (part.has("row security forced")) {
      actions.add("FORCE ROW LEVEL SECURITY");
    }
    return actions;
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    var statement =
        SqlStatement.of(part.object(), "DROP " + Names.of(part.fact()))
            .locking(Lock.ACCESS_EXCLUSIVE);
    var replaced = context.begins(part.id());
    var told =
        replaced && part.kind() == Kind.TABLE
            ? statement.because("it cannot be altered: its rows are lost")
            : statement;
    return List.of(part.kind() == Kind.TABLE ? told.with(Trait.LOSES_DATA) : told);
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    if (differs(before, after, "partition key")
        || differs(before, after, "server")
        || (!after.has("access method") && before.has("access method"))) {
      return new Change.Replace(after.id());
    }
    var statements = new ArrayList<SqlStatement>();
    if (differs(before, after, "of type")) {
      var type = after.get("of type");
      statements.add(alter(after, "", type == null ? "NOT OF" : "OF " + type));
    }
    if (differs(before, after, "persistence")) {
      var word = after.has("persistence") ? "UNLOGGED" : "LOGGED";
      statements.add(alter(after, "", "SET " + word).with(Trait.REWRITES));
    }
    if (differs(before, after, "access method")) {
      var method = after.get("access method", "DEFAULT");
      statements.add(alter(after, "", "SET ACCESS METHOD " + method).with(Trait.REWRITES));
    }
    Options.change(options(before), options(after))
        .forEach(action -> statements.add(alter(after, "", action)));
    Options.foreignChange(before, after)
        .forEach(action -> statements.add(alter(after, "", action)));
    flag(before, after, "row security", "ENABLE", "DISABLE")
        .forEach(verb -> statements.add(alter(after, "", verb + " ROW LEVEL SECURITY")));
    flag(before, after, "row security forced", "FORCE", "NO FORCE")
        .forEach(verb -> statements.add(alter(after, "", verb + " ROW LEVEL SECURITY")));
    return context.major() < 15 && differs(before, after, "access method")
        ? new Change.NoSql("PostgreSQL 14 cannot change the access method of a table")
        : Change.Alter.by(statements);
  }

  private static List<String> flag(Part before, Part after, String name, String set, String unset) {
    return differs(before, after, name) ? List.of(after.has(name) ? set : unset) : List.of();
  }

  private static boolean differs(Part before, Part after, String name) {
    return !Objects.equals(before.get(name), after.get(name));
  }

  private static SqlStatement alter(Part part, String only, String action) {
    var text =
        "ALTER " + Names.word(part.kind()) + " " + only + part.object().identity() + " " + action;
    return SqlStatement.of(part.object(), text).locking(Lock.ofAction(action));
  }
}
