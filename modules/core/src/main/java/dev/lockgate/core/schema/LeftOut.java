package dev.lockgate.core.schema;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is outside every comparison; this is the one place that says so. Beside what is named here,
 * the catalog reader never reads system schemas ({@code pg_*}, {@code information_schema}),
 * temporary objects, TOAST tables and the members of extensions; of these, only privileges that
 * somebody has changed since.
 *
 * @param objects objects left out with all that belongs to them
 * @param rules what the platform brings and what the policy ignores, left out likewise
 */
public record LeftOut(Set<ObjectId> objects, List<IgnoreRule> rules) {
  /** Our own schema: the audit record and what else we keep in a target. */
  private static final ObjectId OURS = new ObjectId(Kind.SCHEMA, "lockgate");

  private static final ObjectId SUPABASE = new ObjectId(Kind.SCHEMA, "supabase_migrations");

  public LeftOut {
    objects = Set.copyOf(objects);
    rules = List.copyOf(rules);
  }

  /** Leaves out these objects. */
  public LeftOut(Set<ObjectId> objects) {
    this(objects, List.of());
  }

  /** Leaves out our own schema and nothing else. */
  public static LeftOut ours() {
    return new LeftOut(Set.of(OURS));
  }

  /** Leaves out what rules name. */
  public static LeftOut by(List<IgnoreRule> rules) {
    return new LeftOut(Set.of(), rules);
  }

  /**
   * Leaves out our own schema and the tables of histories: Flyway's, Prisma's beside it, Supabase's
   * in its own schema.
   *
   * @param historyTable its name with its schema, quoted where needed
   */
  public static LeftOut withHistory(String historyTable) {
    var schema = historyTable.substring(0, historyTable.lastIndexOf('.') + 1);
    return new LeftOut(
        Set.of(
            OURS,
            SUPABASE,
            new ObjectId(Kind.TABLE, historyTable),
            new ObjectId(Kind.TABLE, schema + "_prisma_migrations")));
  }

  /** The facts that stay, in the order given. */
  public Map<ObjectId, Fact> from(Collection<Fact> facts) {
    return split(facts, false);
  }

  /** The facts that are left out, in the order given. */
  public Map<ObjectId, Fact> leftFrom(Collection<Fact> facts) {
    return split(facts, true);
  }

  private Map<ObjectId, Fact> split(Collection<Fact> facts, boolean left) {
    var byId = new LinkedHashMap<ObjectId, Fact>();
    facts.forEach(fact -> byId.put(fact.id(), fact));
    var named = new HashSet<>(objects);
    facts.stream().filter(this::isRuledOut).map(Fact::id).forEach(named::add);
    var kept = new LinkedHashMap<>(byId);
    kept.values().removeIf(fact -> leaves(fact, byId, named) != left);
    return kept;
  }

  private boolean isRuledOut(Fact fact) {
    return rules.stream().anyMatch(rule -> rule.names(fact));
  }

  private static boolean leaves(Fact fact, Map<ObjectId, Fact> byId, Set<ObjectId> named) {
    var seen = new HashSet<ObjectId>();
    @Nullable ObjectId id = fact.id();
    while (id != null && seen.add(id)) {
      if (named.contains(id)) {
        return true;
      }
      var here = byId.get(id);
      id = here == null ? null : here.parent();
    }
    return false;
  }
}
