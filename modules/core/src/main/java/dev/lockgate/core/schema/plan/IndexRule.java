package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.plan.SqlStatement.Trait;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Indexes; one that stands behind a key or an exclusion comes and goes with it. */
final class IndexRule implements Rule {
  @Override
  public List<SqlStatement> create(Part part, Context context) {
    var statements = new ArrayList<SqlStatement>();
    if (isOfConstraint(part)) {
      Options.change(Map.of(), options(part))
          .forEach(action -> statements.add(alter(part, action)));
    } else {
      statements.add(SqlStatement.of(part.object(), statement(part)).locking(Lock.SHARE));
    }
    statements.addAll(statistics(Collections.emptySortedMap(), part));
    return statements;
  }

  /** The definition of one that belongs to a parent's index does not name it. */
  private static String statement(Part part) {
    var statement = part.raw("statement");
    return statement.isEmpty() ? part.get("definition", "") : statement;
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    return isOfConstraint(part)
        ? List.of()
        : List.of(
            SqlStatement.of(part.object(), "DROP INDEX " + Names.name(part.fact()))
                .locking(Lock.ACCESS_EXCLUSIVE));
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    var statements = new ArrayList<SqlStatement>();
    var sameText = plain(before).equals(plain(after));
    var becomesInvalid = !before.has("valid") && after.has("valid");
    if (!isOfConstraint(after) && !isOfConstraint(before) && (!sameText || becomesInvalid)) {
      return new Change.Replace(after.id());
    }
    Options.change(options(before), options(after))
        .forEach(action -> statements.add(alter(after, action)));
    if (before.has("valid") && !after.has("valid") && !isOfPartitioned(after, context)) {
      statements.add(
          SqlStatement.of(after.object(), "REINDEX INDEX " + Names.name(after.fact()))
              .locking(Lock.SHARE)
              .with(Trait.REWRITES));
    }
    statements.addAll(statistics(targets(before), after));
    return Change.Alter.by(statements);
  }

  @Override
  public List<PartId> goesWith(Part part, Context context) {
    var hosts = new ArrayList<>(Hosts.outer(part));
    constraints(part, context.before()).forEach(hosts::add);
    if (Tables.keepsParents(part, context)) {
      context.before().needs().of(part.id()).stream()
          .filter(id -> id.is(Kind.INDEX))
          .forEach(hosts::add);
    }
    return hosts;
  }

  private static Stream<PartId> constraints(Part part, Side side) {
    return isOfConstraint(part)
        ? side.needs().of(part.id()).stream().filter(id -> id.is(Kind.CONSTRAINT))
        : Stream.of();
  }

  private static boolean isOfConstraint(Part part) {
    return !part.raw("constraint").isEmpty();
  }

  private static boolean isOfPartitioned(Part part, Context context) {
    var table = context.after().facts().get(part.parent());
    return table != null && Tables.isPartitioned(table);
  }

  /** The definition without the storage options, which can be changed. */
  private static String plain(Part part) {
    return part.get("definition", "")
        .replaceFirst(" WITH \\([a-z_]+='?[^()]*\\)( TABLESPACE | WHERE |$)", "$1");
  }

  private static Map<String, String> options(Part part) {
    return Options.parse(part.raw("options"), "");
  }

  private static List<SqlStatement> statistics(Map<String, String> before, Part after) {
    var now = targets(after);
    var numbers = new TreeMap<>(before);
    numbers.putAll(now);
    return numbers.keySet().stream()
        .filter(number -> !Objects.equals(before.get(number), now.get(number)))
        .map(number ->
            alter(
                after,
                "ALTER COLUMN " + number + " SET STATISTICS " + now.getOrDefault(number, "-1")))
        .toList();
  }

  /** By number of a column, its target. */
  private static Map<String, String> targets(Part part) {
    var targets = new TreeMap<String, String>();
    for (var target : Sql.names(part.get("statistics", ""))) {
      var cut = target.indexOf(": ");
      targets.put(target.substring(0, cut), target.substring(cut + 2));
    }
    return targets;
  }

  private static SqlStatement alter(Part part, String action) {
    return SqlStatement.of(part.object(), "ALTER INDEX " + Names.name(part.fact()) + " " + action)
        .locking(Lock.SHARE_UPDATE_EXCLUSIVE);
  }
}
