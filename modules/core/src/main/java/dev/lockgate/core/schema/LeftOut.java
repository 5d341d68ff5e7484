package dev.lockgate.core.schema;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is outside every comparison; this is the one place that says so. Beside what is named here,
 * the catalog reader never reads system schemas ({@code pg_*}, {@code information_schema}),
 * temporary objects, TOAST tables and the members of extensions.
 *
 * @param objects objects left out with all that belongs to them
 */
public record LeftOut(Set<ObjectId> objects) {
  /** Our own schema: the audit record and what else we keep in a target. */
  private static final ObjectId OURS = new ObjectId(Kind.SCHEMA, "lockgate");

  private static final ObjectId SUPABASE = new ObjectId(Kind.SCHEMA, "supabase_migrations");

  public LeftOut {
    objects = Set.copyOf(objects);
  }

  /** Leaves out our own schema and nothing else. */
  public static LeftOut ours() {
    return new LeftOut(Set.of(OURS));
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
    var byId = new LinkedHashMap<ObjectId, Fact>();
    facts.forEach(fact -> byId.put(fact.id(), fact));
    var kept = new LinkedHashMap<>(byId);
    kept.values().removeIf(fact -> leaves(fact, byId));
    return kept;
  }

  private boolean leaves(Fact fact, Map<ObjectId, Fact> byId) {
    var seen = new HashSet<ObjectId>();
    @Nullable ObjectId id = fact.id();
    while (id != null && seen.add(id)) {
      if (objects.contains(id)) {
        return true;
      }
      var here = byId.get(id);
      id = here == null ? null : here.parent();
    }
    return false;
  }
}
