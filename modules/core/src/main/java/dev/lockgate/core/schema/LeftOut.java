package dev.lockgate.core.schema;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

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

  /** Which of the facts are left out: those that are named, and all that belongs to them. */
  Set<ObjectId> of(SortedMap<ObjectId, Fact> facts) {
    var named = new HashSet<>(objects);
    if (!rules.isEmpty()) {
      facts.values().stream().filter(this::isRuledOut).map(Fact::id).forEach(named::add);
    }
    var search = new Search(facts, named, new HashMap<>());
    return facts.values().stream().filter(search::leaves).map(Fact::id).collect(Collectors.toSet());
  }

  private boolean isRuledOut(Fact fact) {
    return rules.stream().anyMatch(rule -> rule.names(fact));
  }

  /** Looks upwards from each fact, once for each object that others belong to. */
  private record Search(
      SortedMap<ObjectId, Fact> facts, Set<ObjectId> named, Map<ObjectId, Boolean> answers) {
    boolean leaves(Fact fact) {
      var parent = fact.parent();
      return named.contains(fact.id()) || (parent != null && holds(parent));
    }

    private boolean holds(ObjectId parent) {
      var answer = answers.putIfAbsent(parent, false); // where a circle would end
      if (answer != null) {
        return answer;
      }
      var fact = facts.get(parent);
      boolean left = named.contains(parent) || (fact != null && leaves(fact));
      answers.put(parent, left);
      return left;
    }
  }
}
