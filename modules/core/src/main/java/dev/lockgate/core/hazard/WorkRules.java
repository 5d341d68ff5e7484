package dev.lockgate.core.hazard;

import static dev.lockgate.core.hazard.HazardClass.ADDS_SERIAL_COLUMN;
import static dev.lockgate.core.hazard.HazardClass.ATTACHES_PARTITION;
import static dev.lockgate.core.hazard.HazardClass.CHANGES_TYPE;
import static dev.lockgate.core.hazard.HazardClass.REFRESHES_VIEW;
import static dev.lockgate.core.hazard.HazardClass.REWRITES_TABLE;
import static dev.lockgate.core.hazard.HazardClass.SCANS_FOR_CHECK;
import static dev.lockgate.core.hazard.HazardClass.SCANS_FOR_FOREIGN_KEY;
import static dev.lockgate.core.hazard.HazardClass.SCANS_FOR_NOT_NULL;
import static dev.lockgate.core.hazard.HazardClass.TRUNCATES_TABLE;
import static dev.lockgate.core.hazard.HazardClass.VALIDATES_IN_SAME_TRANSACTION;

import dev.lockgate.core.hazard.CatalogRow.Column;
import dev.lockgate.core.hazard.CatalogRow.Constraint;
import dev.lockgate.core.hazard.CatalogRow.Inheritance;
import dev.lockgate.core.hazard.CatalogRow.Relation;
import dev.lockgate.core.hazard.Evidence.Work;
import dev.lockgate.core.hazard.Seen.Both;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Tables that are copied, emptied or read whole while others wait. */
final class WorkRules {
  private final Seen seen;
  private final Consumer<Hazard> found;

  private WorkRules(Seen seen, Consumer<Hazard> found) {
    this.seen = seen;
    this.found = found;
  }

  static void apply(Seen seen, Consumer<Hazard> found) {
    var rules = new WorkRules(seen, found);
    var written = seen.changed(Relation.class).filter(rules::isWrittenAnew).toList();
    written.forEach(rules::rewrite);
    rules.typeWithoutCopy(written);
    rules.scans();
  }

  private boolean isWrittenAnew(Both<Relation> both) {
    return both.before().storage() != both.after().storage()
        && !both.after().isIndex()
        && !both.after().kind().equals("S")
        && seen.existed(both.after().oid());
  }

  private void rewrite(Both<Relation> both) {
    var relation = both.after().oid();
    if (both.after().kind().equals("m")) {
      add(
          REFRESHES_VIEW,
          relation,
          Work.REWRITE,
          "%s is filled anew".formatted(seen.name(relation)));
    } else if (isEmptied(both)) {
      var root = seen.root(relation);
      add(
          TRUNCATES_TABLE,
          root,
          Work.NONE,
          "every row of %s is removed".formatted(seen.name(root)));
    } else {
      copied(both);
    }
  }

  private boolean isEmptied(Both<Relation> both) {
    return !seen.said("rewriting table", both.after().oid())
        && both.before().persistence().equals(both.after().persistence())
        && both.before().tablespace() == both.after().tablespace()
        && !seen.words().startsWith("CLUSTER")
        && !seen.words().startsWith("VACUUM");
  }

  private void copied(Both<Relation> both) {
    var relation = both.after().oid();
    var root = seen.root(relation);
    var name = seen.name(root);
    var serial = seen.made(Column.class).filter(c -> on(c, relation) && isNumbered(c)).findFirst();
    var type = typeChange(relation);
    if (serial.isPresent()) {
      add(
          ADDS_SERIAL_COLUMN,
          root,
          Work.REWRITE,
          "%s is copied to fill the new column %s".formatted(name, serial.get().name()));
    } else if (type.isPresent()) {
      add(
          CHANGES_TYPE,
          root,
          Work.REWRITE,
          "%s is copied to change %s from %s to %s"
              .formatted(
                  name,
                  type.get().after().name(),
                  type.get().before().type(),
                  type.get().after().type()));
    } else {
      add(REWRITES_TABLE, root, Work.REWRITE, "%s is copied: %s".formatted(name, reason(both)));
    }
  }

  private String reason(Both<Relation> both) {
    if (!both.before().persistence().equals(both.after().persistence())) {
      return "it becomes " + (both.after().persistence().equals("u") ? "unlogged" : "logged");
    }
    if (both.before().tablespace() != both.after().tablespace()) {
      return "it moves to another tablespace";
    }
    return seen.made(Column.class)
        .filter(column -> on(column, both.after().oid()))
        .findFirst()
        .map(column ->
            "the new column %s has a value of its own in each row (%s)"
                .formatted(
                    column.name(), column.fallback().isEmpty() ? column.type() : column.fallback()))
        .orElse("its rows are written anew");
  }

  /** A sequence that was there before is a default like any other. */
  private boolean isNumbered(Column column) {
    return !column.identity().isEmpty()
        || column.generated().equals("s")
        || (column.fallback().startsWith("nextval(")
            && seen.made(Relation.class).anyMatch(Relation::owned));
  }

  private Optional<Both<Column>> typeChange(long relation) {
    return seen.changed(Column.class)
        .filter(both -> on(both.after(), relation))
        .filter(both -> !both.before().type().equals(both.after().type()))
        .findFirst();
  }

  /** A type can change without a copy of the table and still read it, or build its indexes. */
  private void typeWithoutCopy(List<Both<Relation>> written) {
    seen.changed(Column.class)
        .filter(both -> !both.before().type().equals(both.after().type()))
        .filter(both -> seen.existed(both.after().relation()))
        .filter(
            both -> written.stream().noneMatch(one -> one.after().oid() == both.after().relation()))
        .forEach(both -> {
          var relation = both.after().relation();
          var work =
              seen.said("verifying table", relation)
                  ? Work.SCAN
                  : buildsIndexOf(relation) ? Work.INDEX : Work.NONE;
          if (work != Work.NONE) {
            add(
                CHANGES_TYPE,
                relation,
                work,
                "%s: to change %s from %s to %s, PostgreSQL %s"
                    .formatted(
                        seen.name(relation),
                        both.after().name(),
                        both.before().type(),
                        both.after().type(),
                        work.words()));
          }
        });
  }

  private boolean buildsIndexOf(long relation) {
    var name = seen.end().relation(relation).map(Relation::name).map(Seen::unquoted).orElse("");
    return seen.at().notices().stream()
        .anyMatch(notice ->
            notice.startsWith("building index \"")
                && notice.contains("\" on table \"" + name + "\""));
  }

  private void scans() {
    seen.made(Constraint.class).filter(c -> !c.inherited() && c.validated()).forEach(this::added);
    seen.changed(Constraint.class)
        .filter(both -> !both.before().validated() && both.after().validated())
        .map(Both::after)
        .filter(constraint -> !constraint.inherited())
        .forEach(this::validated);
    seen.changed(Column.class)
        .filter(both -> !both.before().notNull() && both.after().notNull())
        .map(Both::after)
        .filter(column -> seen.existed(column.relation()) && isReadFor(column.relation()))
        .filter(column -> !getsPrimaryKey(column.relation()))
        .forEach(column ->
            add(
                SCANS_FOR_NOT_NULL,
                seen.root(column.relation()),
                Work.SCAN,
                "every row of %s is read to prove that %s is filled"
                    .formatted(seen.name(seen.root(column.relation())), column.name())));
    seen.made(Inheritance.class)
        .filter(row -> seen.end().relation(row.child()).filter(Relation::partition).isPresent())
        .forEach(this::defaultPartition);
    seen.made(Inheritance.class)
        .filter(row -> seen.existed(row.child()) && isReadFor(row.child()))
        .forEach(row ->
            add(
                ATTACHES_PARTITION,
                row.child(),
                Work.SCAN,
                "every row of %s is read to prove that it fits into %s"
                    .formatted(seen.name(row.child()), seen.name(row.parent()))));
  }

  /** A partition that takes rows which another one would take has them looked for in that one. */
  private void defaultPartition(Inheritance made) {
    if (seen.said("updated partition constraint for default partition")) {
      return;
    }
    seen.start()
        .all(Inheritance.class)
        .filter(row -> row.parent() == made.parent() && row.child() != made.child())
        .map(Inheritance::child)
        .filter(child -> seen.lock(child).filter(LockMode::stopsReads).isPresent())
        .filter(child -> seen.heldBefore(child).filter(LockMode::stopsReads).isEmpty())
        .forEach(child ->
            add(
                ATTACHES_PARTITION,
                child,
                Work.SCAN,
                "every row of the default partition %s is read to prove that none belongs into %s"
                    .formatted(seen.name(child), seen.name(made.child()))));
  }

  private void added(Constraint constraint) {
    var relation = constraint.relation();
    if (!seen.existed(relation)) {
      return;
    }
    if (constraint.kind().equals("c") && isReadFor(relation) && !seen.goesAlong(constraint)) {
      add(
          SCANS_FOR_CHECK,
          seen.root(relation),
          Work.SCAN,
          "every row of %s is read to prove %s"
              .formatted(seen.name(seen.root(relation)), constraint.definition()));
    } else if (constraint.kind().equals("f")
        && seen.said("validating foreign key constraint \"" + Seen.unquoted(constraint.name()))) {
      add(
          SCANS_FOR_FOREIGN_KEY,
          seen.root(relation),
          Work.SCAN,
          "every row of %s is read to prove %s; %s refuses writes meanwhile, too"
              .formatted(
                  seen.name(seen.root(relation)),
                  constraint.definition(),
                  seen.name(constraint.references())));
    } else if (constraint.kind().equals("f") && isOfNewColumn(constraint)) {
      var hazard =
          seen.hazard(
              SCANS_FOR_FOREIGN_KEY,
              seen.root(relation),
              Work.NONE,
              "the new column has no value yet that would have to be proven, but %s refuses writes,"
                      .formatted(seen.name(constraint.references()))
                  + " too, until the transaction ends");
      found.accept(hazard.at(Level.WARN));
    }
  }

  private boolean isOfNewColumn(Constraint constraint) {
    return constraint.validated()
        && !constraint.inherited()
        && constraint.references() != constraint.relation()
        && seen.existed(constraint.references())
        && constraint.columns().stream()
            .allMatch(number -> seen.start().column(constraint.relation(), number).isEmpty());
  }

  private void validated(Constraint constraint) {
    var relation = constraint.relation();
    var strong = seen.lock(relation).filter(LockMode::stopsWrites);
    if (strong.isPresent() && seen.existed(relation)) {
      add(
          VALIDATES_IN_SAME_TRANSACTION,
          relation,
          Work.SCAN,
          "every row of %s is read to validate %s, while the transaction still holds %s on it"
              .formatted(seen.name(relation), constraint.name(), strong.get().words()));
    }
  }

  /** PostgreSQL names the table that it reads; for a partitioned one it names the partitions. */
  private boolean isReadFor(long relation) {
    return seen.said("verifying table", relation)
        || (seen.end().relation(relation).filter(r -> r.kind().equals("p")).isPresent()
            && seen.said("verifying table"));
  }

  private boolean getsPrimaryKey(long relation) {
    return seen.made(Constraint.class)
        .anyMatch(made -> made.relation() == relation && made.kind().equals("p"));
  }

  private static boolean on(Column column, long relation) {
    return column.relation() == relation;
  }

  private void add(HazardClass kind, long relation, Work work, String message) {
    found.accept(seen.hazard(kind, relation, work, message));
  }
}
