package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.plan.SqlStatement.Trait;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What makes a column of one state into one of another, in place wherever that is possible. */
final class ColumnChange {
  /** What PostgreSQL does not rebuild by itself when the type of a column changes. */
  private static final Set<Kind> RIGID =
      EnumSet.of(
          Kind.VIEW,
          Kind.MATERIALIZED_VIEW,
          Kind.RULE,
          Kind.POLICY,
          Kind.TRIGGER,
          Kind.FUNCTION,
          Kind.PROCEDURE,
          Kind.PUBLICATION_MEMBER);

  private final Part before;
  private final Part after;
  private final Context context;
  private final List<SqlStatement> statements = new ArrayList<>();

  ColumnChange(Part before, Part after, Context context) {
    this.before = before;
    this.after = after;
    this.context = context;
  }

  /** Only by dropping it: what is computed takes the place of what was stored, or turns virtual. */
  boolean mustReplace() {
    return (inPartitionKey() && typeChanges()) || generatedAnew();
  }

  PartId replaced() {
    return inPartitionKey() && typeChanges() ? PartId.itself(after.parent()) : after.id();
  }

  private boolean generatedAnew() {
    var was = before.has("generated");
    var is = after.has("generated");
    if (!was && !is) {
      return false;
    }
    if (was && is) {
      return Columns.isStored(before) != Columns.isStored(after)
          || typeChanges()
          || (expressionChanges() && context.major() < 17);
    }
    return is || !Columns.isStored(before);
  }

  private boolean expressionChanges() {
    return !Columns.expression(before).equals(Columns.expression(after));
  }

  boolean typeChanges() {
    return differs("type") || differs("collation");
  }

  private boolean inPartitionKey() {
    var table = context.before().part(PartId.itself(after.parent()));
    return table != null
        && Sql.names(table.raw("partition columns")).contains(Names.own(before.fact()));
  }

  Change inPlace() {
    generated();
    if (before.has("generated as identity")
        && !after.has("generated as identity")
        && !Columns.isIdentityOfParent(before, context.before())) {
      add("DROP IDENTITY");
    }
    type();
    NotNull.change(before, after).forEach(this::notNull);
    identity();
    storage();
    Columns.below(after, context.after()).stream()
        .filter(child -> context.stays(child.id()) && Tables.keepsParents(child, context))
        .forEach(this::keep);
    return typeChanges() && !Columns.isTyped(after, context)
        ? new Change.Alter(statements, disturbed(), this::gives)
        : Change.Alter.by(statements);
  }

  /** What is done to a parent's column is done to those of its children, which may differ. */
  private void keep(Part child) {
    var start = "ALTER COLUMN " + Names.own(child.fact()) + " SET ";
    if (differs("not null") && !after.has("not null") && child.has("not null")) {
      statements.add(ColumnRule.alter(child, start + "NOT NULL"));
    }
    if (differs("storage") && !Objects.equals(child.get("storage"), after.get("storage"))) {
      statements.add(
          ColumnRule.alter(
              child, start + "STORAGE " + child.get("storage", child.raw("usual storage"))));
    }
    if (differs("statistics")
        && !Objects.equals(child.get("statistics"), after.get("statistics"))) {
      statements.add(
          ColumnRule.alter(child, start + "STATISTICS " + child.get("statistics", "-1")));
    }
  }

  /** All but type, default and how values are generated. */
  List<SqlStatement> beside() {
    NotNull.change(before, after).forEach(this::notNull);
    storage();
    return statements;
  }

  private void storage() {
    if (differs("storage")) {
      add("SET STORAGE " + after.get("storage", after.raw("usual storage")));
    }
    if (differs("compression")) {
      add("SET COMPRESSION " + after.get("compression", "default"));
    }
    if (differs("statistics")) {
      add("SET STATISTICS " + after.get("statistics", "-1"));
    }
    Options.change(
            Options.parse(before.get("options", ""), ""),
            Options.parse(after.get("options", ""), ""))
        .forEach(this::add);
    Options.foreignChange(before, after).forEach(this::add);
  }

  private void generated() {
    if (before.has("generated") && !after.has("generated")) {
      add("DROP EXPRESSION");
    } else if (before.has("generated") && expressionChanges()) {
      statements.add(
          action("SET EXPRESSION AS (" + Columns.expression(after) + ")").with(Trait.REWRITES));
    }
  }

  /** The type of a column that comes from a parent changes with the parent's. */
  private void type() {
    if (!typeChanges()
        || Columns.isTyped(after, context)
        || (followsParent("type") && followsParent("collation"))) {
      return;
    }
    var from = before.get("type", "");
    var to = after.get("type", "");
    var cast = Casts.between(from, to, context.after());
    var collation = after.has("collation") ? " COLLATE " + after.get("collation") : "";
    var using = cast.using(Names.own(after.fact()), to);
    var statement = action("TYPE " + to + collation + using);
    if (!cast.keepsValues()) {
      statement = statement.with(Trait.LOSES_DATA);
    }
    statements.add(cast.keepsFiles() ? statement : statement.with(Trait.REWRITES));
  }

  private boolean followsParent(String attribute) {
    return Tables.keepsParents(after, context)
        && Tables.above(before, context.before())
            .anyMatch(old ->
                Tables.above(after, context.after())
                    .anyMatch(now ->
                        Objects.equals(now.get(attribute), after.get(attribute))
                            && !Objects.equals(
                                old.get("type") + old.get("collation"),
                                now.get("type") + now.get("collation"))));
  }

  private void identity() {
    if (!differs("generated as identity")
        || !after.has("generated as identity")
        || Columns.isIdentityOfParent(after, context.after())) {
      return;
    }
    var word = after.get("generated as identity", "").equals("always") ? "ALWAYS" : "BY DEFAULT";
    add(
        before.has("generated as identity")
            ? "SET GENERATED " + word
            : "ADD " + Columns.identity(after, context));
  }

  private Set<PartId> disturbed() {
    var disturbed = new HashSet<PartId>();
    disturbed.add(before.id());
    Columns.below(before, context.before()).forEach(child -> disturbed.add(child.id()));
    return disturbed;
  }

  private boolean gives(Part dependant) {
    return switch (dependant.id().aspect()) {
      case DEFAULT -> true;
      case ITSELF ->
          RIGID.contains(dependant.kind())
              || (dependant.kind() == Kind.COLUMN && dependant.has("generated"))
              || (isForeignKey(dependant) && !isIntegers());
      default -> false;
    };
  }

  private static boolean isForeignKey(Part part) {
    return part.kind() == Kind.CONSTRAINT && part.get("definition", "").startsWith("FOREIGN KEY");
  }

  private boolean isIntegers() {
    var integers = Set.of("smallint", "integer", "bigint");
    return integers.contains(before.get("type", "")) && integers.contains(after.get("type", ""));
  }

  private boolean differs(String attribute) {
    return !Objects.equals(before.get(attribute), after.get(attribute));
  }

  /** Parents have said it already where the column comes from one; there it does no harm. */
  private void notNull(String action) {
    statements.add(
        SqlStatement.of(after.object(), Names.alter(after.parent()) + " " + action)
            .locking(Lock.ofAction(action)));
  }

  private void add(String what) {
    statements.add(action(what));
  }

  private SqlStatement action(String what) {
    return ColumnRule.alter(after, "ALTER COLUMN " + Names.own(after.fact()) + " " + what);
  }
}
