package dev.lockgate.core.hazard;

import static dev.lockgate.core.hazard.HazardClass.CHANGES_ALL_ROWS;
import static dev.lockgate.core.hazard.HazardClass.DROPS_COLUMN;
import static dev.lockgate.core.hazard.HazardClass.DROPS_CONSTRAINT;
import static dev.lockgate.core.hazard.HazardClass.DROPS_NOT_NULL;
import static dev.lockgate.core.hazard.HazardClass.DROPS_SCHEMA;
import static dev.lockgate.core.hazard.HazardClass.DROPS_TABLE;

import dev.lockgate.core.hazard.CatalogRow.Column;
import dev.lockgate.core.hazard.CatalogRow.Constraint;
import dev.lockgate.core.hazard.CatalogRow.Index;
import dev.lockgate.core.hazard.CatalogRow.Inheritance;
import dev.lockgate.core.hazard.CatalogRow.Relation;
import dev.lockgate.core.hazard.CatalogRow.Schema;
import dev.lockgate.core.hazard.Evidence.Work;
import java.util.function.Consumer;

/** Rows, values and rules on them that are gone afterwards. */
final class LossRules {
  private final Seen seen;
  private final Consumer<Hazard> found;

  private LossRules(Seen seen, Consumer<Hazard> found) {
    this.seen = seen;
    this.found = found;
  }

  static void apply(Seen seen, Consumer<Hazard> found) {
    var rules = new LossRules(seen, found);
    seen.gone(Schema.class).filter(seen::existed).forEach(rules::schema);
    seen.gone(Relation.class).filter(seen::existed).forEach(rules::relation);
    seen.gone(Column.class).filter(seen::existed).forEach(rules::column);
    seen.gone(Constraint.class).filter(seen::existed).forEach(rules::constraint);
    seen.gone(Index.class).filter(seen::existed).filter(Index::unique).forEach(rules::uniqueness);
    rules.notNull();
    rules.rows();
  }

  private void schema(Schema schema) {
    found.accept(
        seen.hazard(
            DROPS_SCHEMA, "the schema %s is removed with all in it".formatted(schema.name())));
  }

  private void relation(Relation relation) {
    if (relation.isTable() && !goesWithParent(relation)) {
      found.accept(
          seen.hazard(
              DROPS_TABLE,
              relation.oid(),
              Work.NONE,
              "the table %s is removed with its rows".formatted(relation.fullName())));
    }
  }

  private boolean goesWithParent(Relation relation) {
    return seen.start()
        .all(Inheritance.class)
        .filter(row -> row.child() == relation.oid())
        .anyMatch(row -> seen.gone(Relation.class).anyMatch(r -> r.oid() == row.parent()));
  }

  private void column(Column column) {
    var table = seen.end().relation(column.relation()).filter(Relation::isTable);
    var inherited = seen.root(column.relation()) != column.relation();
    if (table.isPresent() && !inherited) {
      found.accept(
          seen.hazard(
              DROPS_COLUMN,
              column.relation(),
              Work.NONE,
              "the column %s of %s is removed with its values"
                  .formatted(column.name(), seen.name(column.relation()))));
    }
  }

  private void constraint(Constraint constraint) {
    var relation = constraint.relation();
    var stays =
        (seen.end().relation(relation).isPresent() || isOnType(constraint))
            && constraint.columns().stream()
                .allMatch(number -> seen.end().column(relation, number).isPresent());
    var replaced =
        seen.end()
            .all(Constraint.class)
            .filter(other -> other.relation() == relation)
            .filter(other -> other.domain() == constraint.domain())
            .anyMatch(other -> keepsTheSame(other, constraint));
    var counts = "cfpux".contains(constraint.kind()) && !constraint.inherited();
    if (stays
        && counts
        && !replaced
        && !isProvenByNotNull(constraint)
        && !seen.goesAlong(constraint)) {
      found.accept(
          seen.hazard(
              DROPS_CONSTRAINT,
              relation,
              Work.NONE,
              "%s no longer keeps: %s"
                  .formatted(
                      isOnType(constraint) ? "a domain" : seen.name(relation),
                      constraint.definition())));
    }
  }

  /** A foreign key may do something else on delete, or later, and refers to the same rows still. */
  private static boolean keepsTheSame(Constraint one, Constraint other) {
    var refers =
        one.kind().equals("f")
            && other.kind().equals("f")
            && one.references() == other.references()
            && one.columns().equals(other.columns());
    return refers
        || one.definition()
            .replace(" NOT VALID", "")
            .equals(other.definition().replace(" NOT VALID", ""));
  }

  /** A unique index keeps the same rule as a constraint, which is told where there is one. */
  private void uniqueness(Index index) {
    var relation = index.relation();
    var kept =
        seen.end()
            .all(Index.class)
            .filter(other -> other.relation() == relation && other.unique() && other.valid())
            .filter(other -> !other.partial() || other.condition().equals(index.condition()))
            .anyMatch(other -> index.terms().containsAll(other.terms()));
    if (index.valid()
        && !kept
        && seen.existed(relation)
        && relation == seen.root(relation)
        && !seen.goesWithMore(index)
        && !seen.goesAlong(index)) {
      found.accept(
          seen.hazard(
              DROPS_CONSTRAINT,
              relation,
              Work.NONE,
              "%s no longer keeps: unique (%s)%s"
                  .formatted(
                      seen.name(relation),
                      String.join(", ", index.terms()),
                      index.partial() ? " where " + index.condition() : "")));
    }
  }

  private boolean isOnType(Constraint constraint) {
    return seen.end().has(new CatalogRow.RowKey("type", constraint.domain(), 0));
  }

  /** A check that says no more than a NOT NULL that is there afterwards. */
  private boolean isProvenByNotNull(Constraint constraint) {
    return constraint.columns().size() == 1
        && constraint.definition().endsWith(" IS NOT NULL))")
        && seen.end()
            .column(constraint.relation(), constraint.columns().getFirst())
            .filter(Column::notNull)
            .isPresent();
  }

  private void notNull() {
    seen.changed(Column.class)
        .filter(both -> both.before().notNull() && !both.after().notNull())
        .filter(both -> seen.existed(both.after()))
        .filter(both -> seen.root(both.after().relation()) == both.after().relation())
        .forEach(both ->
            found.accept(
                seen.hazard(
                    DROPS_NOT_NULL,
                    both.after().relation(),
                    Work.NONE,
                    "the column %s of %s may be empty from now on"
                        .formatted(both.after().name(), seen.name(both.after().relation())))));
  }

  /** Whether there is a condition is a matter of text; on which table, of its locks. */
  private void rows() {
    WholeTables.of(seen.at().statement()).forEach(this::rows);
  }

  private void rows(WholeTables.Change change) {
    seen.at().locks().entrySet().stream()
        .filter(lock -> lock.getValue().contains(LockMode.ROW_EXCLUSIVE))
        .filter(lock ->
            !seen.held()
                .getOrDefault(lock.getKey(), java.util.Set.of())
                .contains(LockMode.ROW_EXCLUSIVE))
        .map(java.util.Map.Entry::getKey)
        .filter(oid -> seen.start().relation(oid).filter(Relation::isTable).isPresent())
        .filter(oid -> change.meets(seen.start().relation(oid).map(Relation::name).orElse("")))
        .map(seen::root)
        .distinct()
        .forEach(oid -> {
          var hazard =
              seen.hazard(
                  CHANGES_ALL_ROWS,
                  oid,
                  Work.SCAN,
                  "every row of %s is %s in one statement"
                      .formatted(seen.name(oid), change.deletes() ? "deleted" : "changed"));
          found.accept(change.deletes() ? hazard.at(Level.HIGH) : hazard);
        });
  }
}
