package dev.lockgate.core.hazard;

import static dev.lockgate.core.hazard.HazardClass.BUILDS_EXCLUSION;
import static dev.lockgate.core.hazard.HazardClass.BUILDS_INDEX;
import static dev.lockgate.core.hazard.HazardClass.BUILDS_PRIMARY_KEY;
import static dev.lockgate.core.hazard.HazardClass.BUILDS_UNIQUE;
import static dev.lockgate.core.hazard.HazardClass.DROPS_INDEX;
import static dev.lockgate.core.hazard.HazardClass.REINDEXES;
import static dev.lockgate.core.hazard.HazardClass.WIDE_INDEX;

import dev.lockgate.core.hazard.CatalogRow.Constraint;
import dev.lockgate.core.hazard.CatalogRow.Index;
import dev.lockgate.core.hazard.CatalogRow.Relation;
import dev.lockgate.core.hazard.Evidence.Work;
import java.util.function.Consumer;

/** Indexes that are built, built anew or dropped while others wait. */
final class IndexRules {
  /** More columns than these rarely narrow a search. */
  private static final int MANY_COLUMNS = 3;

  private final Seen seen;
  private final Consumer<Hazard> found;

  private IndexRules(Seen seen, Consumer<Hazard> found) {
    this.seen = seen;
    this.found = found;
  }

  static void apply(Seen seen, Consumer<Hazard> found) {
    var rules = new IndexRules(seen, found);
    seen.made(Index.class).forEach(rules::made);
    seen.made(Constraint.class).filter(c -> c.kind().equals("p")).forEach(rules::primaryKey);
    seen.gone(Index.class).forEach(rules::gone);
    rules.builtAnew();
  }

  private void made(Index index) {
    var relation = index.relation();
    if (!index.unique()
        && index.keys().size() > MANY_COLUMNS
        && relation == seen.root(relation)
        && !seen.goesAlong(index)) {
      found.accept(
          seen.hazard(
              WIDE_INDEX,
              relation,
              Work.NONE,
              "the index %s has %d columns and is not unique"
                  .formatted(seen.name(index.oid()), index.keys().size())));
    }
    if (seen.existed(relation) && !seen.concurrent() && hasWork(index) && !seen.goesAlong(index)) {
      var root = seen.root(relation);
      found.accept(
          seen.hazard(
              kind(index),
              root,
              Work.INDEX,
              "the index %s of %s is built: %s"
                  .formatted(seen.name(index.oid()), seen.name(root), effect(root))));
    }
  }

  /** The index of a partitioned table has no work of its own. */
  private boolean hasWork(Index index) {
    return seen.end().relation(index.relation()).filter(r -> r.kind().equals("p")).isEmpty();
  }

  private String effect(long relation) {
    return seen.lock(relation).orElse(LockMode.SHARE).effect();
  }

  private HazardClass kind(Index index) {
    return seen.made(Constraint.class)
        .filter(constraint -> constraint.index() == index.oid() && !constraint.kind().equals("f"))
        .findFirst()
        .map(constraint ->
            switch (constraint.kind()) {
              case "p" -> BUILDS_PRIMARY_KEY;
              case "x" -> BUILDS_EXCLUSION;
              default -> BUILDS_UNIQUE;
            })
        .orElse(BUILDS_INDEX);
  }

  /** A primary key over an index that is there already may still have to prove not null. */
  private void primaryKey(Constraint constraint) {
    var relation = constraint.relation();
    var builds = seen.made(Index.class).anyMatch(index -> index.oid() == constraint.index());
    if (!builds && seen.existed(relation) && seen.said("verifying table", relation)) {
      found.accept(
          seen.hazard(
              BUILDS_PRIMARY_KEY,
              relation,
              Work.SCAN,
              "every row of %s is read to prove that the primary key is filled"
                  .formatted(seen.name(relation))));
    }
  }

  private void gone(Index index) {
    var relation = index.relation();
    if (!seen.goesWithMore(index)
        && seen.existed(index)
        && seen.existed(relation)
        && relation == seen.root(relation)
        && !seen.concurrent()
        && !seen.goesAlong(index)) {
      found.accept(
          seen.hazard(
              DROPS_INDEX,
              relation,
              Work.NONE,
              "the index %s of %s is dropped: %s"
                  .formatted(seen.name(index.oid()), seen.name(relation), effect(relation))));
    }
  }

  private void builtAnew() {
    if (!seen.words().startsWith("REINDEX") || seen.concurrent()) {
      return;
    }
    seen.changed(Relation.class)
        .filter(both -> both.after().isIndex())
        .filter(both -> both.before().storage() != both.after().storage())
        .flatMap(both ->
            seen.start().all(Index.class).filter(index -> index.oid() == both.after().oid()))
        .forEach(index ->
            found.accept(
                seen.hazard(
                    REINDEXES,
                    seen.root(index.relation()),
                    Work.INDEX,
                    "the index %s of %s is built anew while nobody writes the table"
                        .formatted(seen.name(index.oid()), seen.name(index.relation())))));
  }
}
