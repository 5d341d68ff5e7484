package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Fact;
import dev.lockgate.core.schema.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * Who holds which privileges on one object, and the statements from one such state to another.
 *
 * @param held by grantee
 */
record Privileges(SortedMap<String, Held> held) {
  static final String OWNER = "its owner";
  static final String PUBLIC = "PUBLIC";

  /**
   * What one grantee holds.
   *
   * @param all every privilege
   * @param grantable those that may be passed on
   */
  record Held(SortedSet<String> all, SortedSet<String> grantable) {
    static final Held NOTHING = new Held(new TreeSet<>(), new TreeSet<>());

    static Held of(String... privileges) {
      return new Held(new TreeSet<>(Arrays.asList(privileges)), new TreeSet<>());
    }

    Held and(Held more) {
      return new Held(union(all, more.all), union(grantable, more.grantable));
    }
  }

  /** A fact about a grant as one text, to be compared as such. */
  static String text(Fact fact) {
    return fact.attributes().getOrDefault("privileges", "")
        + "|"
        + fact.attributes().getOrDefault("privileges with grant option", "");
  }

  /** From the attributes of a part. */
  static Privileges of(Map<String, String> texts) {
    var held = new TreeMap<String, Held>();
    texts.forEach((grantee, text) -> {
      var cut = text.indexOf('|');
      var grantable = new TreeSet<>(Sql.names(text.substring(cut + 1)));
      var plain = new TreeSet<>(Sql.names(text.substring(0, cut)));
      held.put(grantee, new Held(union(plain, grantable), grantable));
    });
    return new Privileges(held);
  }

  /** Whether somebody holds privileges on such an object from the start. */
  static boolean isGrantable(Kind kind) {
    return !standard(kind, 0).held.isEmpty();
  }

  /** What holds where nothing was ever granted. */
  static Privileges standard(Kind kind, int major) {
    var held = new TreeMap<String, Held>();
    switch (kind) {
      case TABLE, FOREIGN_TABLE, VIEW, MATERIALIZED_VIEW -> {
        var table =
            Held.of("DELETE", "INSERT", "REFERENCES", "SELECT", "TRIGGER", "TRUNCATE", "UPDATE");
        held.put(OWNER, major < 17 ? table : table.and(Held.of("MAINTAIN")));
      }
      case SEQUENCE -> held.put(OWNER, Held.of("SELECT", "UPDATE", "USAGE"));
      case SCHEMA -> held.put(OWNER, Held.of("CREATE", "USAGE"));
      case FUNCTION, PROCEDURE, AGGREGATE -> {
        held.put(OWNER, Held.of("EXECUTE"));
        held.put(PUBLIC, Held.of("EXECUTE"));
      }
      case ENUM, DOMAIN, COMPOSITE_TYPE, RANGE, BASE_TYPE, LANGUAGE -> {
        held.put(OWNER, Held.of("USAGE"));
        held.put(PUBLIC, Held.of("USAGE"));
      }
      case FOREIGN_DATA_WRAPPER, SERVER -> held.put(OWNER, Held.of("USAGE"));
      default -> {}
    }
    return new Privileges(held);
  }

  Held of(String grantee) {
    return held.getOrDefault(grantee, Held.NOTHING);
  }

  /** With more for a grantee. */
  Privileges and(String grantee, Held more) {
    var all = new TreeMap<>(held);
    all.merge(grantee, more, Held::and);
    return new Privileges(all);
  }

  /** After the owner has changed: what the new one held in its own name is now the owner's. */
  Privileges ownedBy(String role) {
    var own = held.get(role);
    if (own == null) {
      return this;
    }
    var all = new TreeMap<>(held);
    all.remove(role);
    all.merge(OWNER, own, Held::and);
    return new Privileges(all);
  }

  /**
   * Statements that lead to other privileges.
   *
   * @param sentence makes the middle of a statement from privileges and a role, such as {@code
   *     SELECT ON TABLE t TO app}
   */
  List<String> to(Privileges wanted, Sentence sentence) {
    var revokes = new ArrayList<String>();
    var grants = new ArrayList<String>();
    var grantees = union(held.keySet(), wanted.held.keySet());
    var cascades =
        grantees.stream()
            .anyMatch(
                grantee -> !without(of(grantee).grantable, wanted.of(grantee).grantable).isEmpty());
    for (var grantee : grantees) {
      var have = of(grantee);
      var want = wanted.of(grantee);
      var cascade = have.grantable.isEmpty() || grantee.equals(OWNER) ? "" : " CASCADE";
      add(
          revokes,
          without(have.all, want.all),
          gone -> "REVOKE " + sentence.of(gone, "FROM", grantee) + cascade);
      add(
          revokes,
          without(both(have.grantable, want.all), want.grantable),
          gone -> "REVOKE GRANT OPTION FOR " + sentence.of(gone, "FROM", grantee) + cascade);
      var left = cascades && !grantee.equals(OWNER) ? Held.NOTHING : have;
      add(
          grants,
          without(without(want.all, want.grantable), left.all),
          more -> "GRANT " + sentence.of(more, "TO", grantee));
      add(
          grants,
          without(want.grantable, left.grantable),
          more -> "GRANT " + sentence.of(more, "TO", grantee) + " WITH GRANT OPTION");
    }
    revokes.addAll(grants);
    return revokes;
  }

  /** The middle of a statement. */
  interface Sentence {
    String of(SortedSet<String> privileges, String direction, String grantee);
  }

  private static void add(
      List<String> statements,
      SortedSet<String> privileges,
      Function<SortedSet<String>, String> statement) {
    if (!privileges.isEmpty()) {
      statements.add(statement.apply(privileges));
    }
  }

  private static SortedSet<String> union(Collection<String> some, Collection<String> others) {
    return combine(
        some,
        others,
        (all, more) -> {
          all.addAll(more);
          return all;
        });
  }

  static SortedSet<String> without(Collection<String> some, Collection<String> others) {
    return combine(
        some,
        others,
        (all, gone) -> {
          all.removeAll(gone);
          return all;
        });
  }

  private static SortedSet<String> both(Collection<String> some, Collection<String> others) {
    return combine(
        some,
        others,
        (all, kept) -> {
          all.retainAll(kept);
          return all;
        });
  }

  private static SortedSet<String> combine(
      Collection<String> some, Collection<String> others, BinaryOperator<SortedSet<String>> how) {
    return how.apply(new TreeSet<>(some), new TreeSet<>(others));
  }
}
