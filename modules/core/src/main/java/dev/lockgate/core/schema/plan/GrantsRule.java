package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Fact;
import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.ObjectId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** All grants on one object. */
final class GrantsRule implements Rule {
  private static final SortedMap<String, String> NONE = Collections.emptySortedMap();

  @Override
  public List<SqlStatement> create(Part part, Context context) {
    if (Members.isOne(part)) {
      return statements(
          part, Members.privileges(NONE, part), Members.privileges(part.attributes(), part));
    }
    var isNew = context.begins(PartId.itself(part.object()));
    var start = isNew ? initial(part, context) : nothing();
    return statements(part, start, Privileges.of(part.attributes()));
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    if (Members.isOne(part)) {
      return statements(
          part, Members.privileges(part.attributes(), part), Members.privileges(NONE, part));
    }
    var after = context.after().part(PartId.itself(part.object()));
    return after == null
        ? List.of()
        : statements(after, Privileges.of(part.attributes()), nothing());
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    if (Members.isOne(after)) {
      return Change.Alter.by(
          statements(
              after,
              Members.privileges(before.attributes(), before, after),
              Members.privileges(after.attributes(), before, after)));
    }
    var have = Privileges.of(before.attributes()).ownedBy(after.get("owner", ""));
    var wanted = Privileges.of(after.attributes());
    if (after.kind() == Kind.COLUMN) {
      have = afterTable(have, after, context);
    }
    var statements = new ArrayList<>(statements(after, have, wanted));
    statements.addAll(again(before, after, context));
    return Change.Alter.by(statements);
  }

  /** What is granted on the member of an extension goes with that. */
  @Override
  public List<PartId> goesWith(Part part, Context context) {
    return Members.isOne(part) ? List.of(PartId.itself(part.parent())) : Hosts.outer(part);
  }

  private static Privileges initial(Part part, Context context) {
    var initial = InitialPrivileges.of(part.fact(), context);
    return initial.ownedBy(part.get("owner", ""));
  }

  private static Privileges nothing() {
    return new Privileges(new TreeMap<>());
  }

  private static List<SqlStatement> statements(Part part, Privileges have, Privileges wanted) {
    return known(part, have)
        .to(
            known(part, wanted),
            (privileges, direction, grantee) -> middle(part.fact(), privileges, direction, grantee))
        .stream()
        .map(text -> SqlStatement.of(part.object(), text))
        .toList();
  }

  /** The sequence of an identity column has the owner of its table, which cannot lose anything. */
  private static Privileges known(Part part, Privileges privileges) {
    if (part.has("owner") || part.kind() == Kind.COLUMN) {
      return privileges;
    }
    var others = new TreeMap<>(privileges.held());
    others.remove(Privileges.OWNER);
    return new Privileges(others);
  }

  private static String middle(
      Fact fact, SortedSet<String> privileges, String direction, String grantee) {
    var role =
        grantee.equals(Privileges.OWNER)
            ? fact.attributes().getOrDefault("owner", "CURRENT_USER")
            : grantee;
    return listed(fact, privileges) + " ON " + target(fact) + " " + direction + " " + role;
  }

  private static String listed(Fact fact, SortedSet<String> privileges) {
    if (fact.id().kind() != Kind.COLUMN) {
      return String.join(", ", privileges);
    }
    var column = " (" + Names.own(fact) + ")";
    return String.join(", ", privileges.stream().map(privilege -> privilege + column).toList());
  }

  private static String target(Fact fact) {
    return switch (fact.id().kind()) {
      case TABLE, FOREIGN_TABLE, VIEW, MATERIALIZED_VIEW -> "TABLE " + Names.name(fact);
      case COLUMN -> "TABLE " + Names.parent(fact).identity();
      case FUNCTION, AGGREGATE -> "FUNCTION " + Names.name(fact);
      case DOMAIN -> "TYPE " + Names.name(fact);
      case SERVER -> "FOREIGN SERVER " + Names.name(fact);
      default -> Names.of(fact);
    };
  }

  /** What is revoked from a role on a table is revoked on the columns, too. */
  private static Privileges afterTable(Privileges have, Part column, Context context) {
    var left = new TreeMap<>(have.held());
    revoked(column.parent(), context)
        .forEach((grantee, gone) ->
            left.computeIfPresent(
                grantee,
                (_, held) ->
                    new Privileges.Held(
                        Privileges.without(held.all(), gone),
                        Privileges.without(held.grantable(), gone))));
    return new Privileges(left);
  }

  private static Map<String, SortedSet<String>> revoked(ObjectId table, Context context) {
    var id = new PartId(table, Aspect.GRANTS);
    var gone = new TreeMap<String, SortedSet<String>>();
    if (context.stays(id)) {
      var have = Privileges.of(Objects.requireNonNull(context.before().part(id)).attributes());
      var want = Privileges.of(Objects.requireNonNull(context.after().part(id)).attributes());
      have.held()
          .forEach((grantee, held) ->
              gone.put(grantee, Privileges.without(held.all(), want.of(grantee).all())));
    }
    return gone;
  }

  /** Grants on columns that stay the same are given again when the table's are revoked. */
  private static List<SqlStatement> again(Part before, Part after, Context context) {
    var statements = new ArrayList<SqlStatement>();
    if (Pieces.isTable(before.kind()) || before.kind() == Kind.VIEW) {
      for (var fact : context.after().contents(after.object())) {
        var grants = context.after().part(new PartId(fact.id(), Aspect.GRANTS));
        if (grants != null && context.state(grants.id()) == State.SAME) {
          var wanted = Privileges.of(grants.attributes());
          statements.addAll(statements(grants, afterTable(wanted, grants, context), wanted));
        }
      }
    }
    return statements;
  }
}
