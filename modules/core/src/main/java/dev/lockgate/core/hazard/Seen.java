package dev.lockgate.core.hazard;

import dev.lockgate.core.hazard.CatalogRow.Column;
import dev.lockgate.core.hazard.CatalogRow.Constraint;
import dev.lockgate.core.hazard.CatalogRow.Index;
import dev.lockgate.core.hazard.CatalogRow.Inheritance;
import dev.lockgate.core.hazard.CatalogRow.Relation;
import dev.lockgate.core.hazard.CatalogState.Change;
import dev.lockgate.core.hazard.Evidence.Work;
import dev.lockgate.core.migration.TransactionRules;
import dev.lockgate.core.report.Finding.Location;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One statement among all that ran: what it did, seen against what was there before all of them and
 * is there after all of them.
 *
 * @param start before the first statement: what the running application knows
 * @param end after the last one
 * @param held locks of its transaction before it
 */
record Seen(CatalogState start, CatalogState end, Observation at, Map<Long, Set<LockMode>> held) {
  private static final int SHOWN = 200;

  /** Whether a relation was there before all statements; what is new is in nobody's way. */
  boolean existed(long relation) {
    return start.relation(relation).isPresent();
  }

  boolean existed(CatalogRow row) {
    return start.has(row.key());
  }

  /** The name by which the application knows it, else the one it has now. */
  String name(long relation) {
    return start
        .relation(relation)
        .or(() -> end.relation(relation))
        .or(() -> made(Relation.class).filter(row -> row.oid() == relation).findFirst())
        .map(Relation::fullName)
        .orElse("?");
  }

  String column(long relation, int number) {
    return start
        .column(relation, number)
        .or(() -> end.column(relation, number))
        .map(Column::name)
        .orElse("?");
  }

  /** The table that a partition belongs to, at the top; a table that is none is its own. */
  long root(long relation) {
    var at = relation;
    for (int depth = 0; depth < 32; depth++) {
      var child = at;
      if (start.relation(at).or(() -> end.relation(child)).filter(Relation::partition).isEmpty()) {
        return at;
      }
      var parent = parents().filter(row -> row.child() == child).findFirst();
      if (parent.isEmpty()) {
        return at;
      }
      at = parent.get().parent();
    }
    return at;
  }

  private Stream<Inheritance> parents() {
    return Stream.concat(start.all(Inheritance.class), end.all(Inheritance.class));
  }

  /** Rows that the statement made. */
  <T extends CatalogRow> Stream<T> made(Class<T> kind) {
    return at.changes().stream()
        .filter(change -> change.before() == null)
        .map(Change::after)
        .filter(kind::isInstance)
        .map(kind::cast);
  }

  /** Rows that the statement removed. */
  <T extends CatalogRow> Stream<T> gone(Class<T> kind) {
    return at.changes().stream()
        .filter(change -> change.after() == null)
        .map(Change::before)
        .filter(kind::isInstance)
        .map(kind::cast);
  }

  /** Rows that the statement changed. */
  <T extends CatalogRow> Stream<Both<T>> changed(Class<T> kind) {
    return at.changes().stream()
        .filter(change -> kind.isInstance(change.before()) && kind.isInstance(change.after()))
        .map(change ->
            new Both<>(
                kind.cast(Objects.requireNonNull(change.before())),
                kind.cast(Objects.requireNonNull(change.after()))));
  }

  /** Whether an index is gone because what it belongs to is. */
  boolean goesWithMore(Index index) {
    var relation = index.relation();
    return gone(Constraint.class).anyMatch(constraint -> constraint.index() == index.oid())
        || gone(Column.class).anyMatch(column -> column.relation() == relation)
        || gone(Relation.class).anyMatch(gone -> gone.oid() == relation);
  }

  /**
   * Whether an index was only made anew under its name, because a column of its table changed its
   * type: that change is told, and with it what it costs.
   */
  boolean goesAlong(Index index) {
    var names =
        Stream.concat(made(Relation.class), gone(Relation.class))
            .filter(row -> row.oid() == index.oid())
            .map(Relation::fullName)
            .toList();
    return isRetyped(index.relation())
        && made(Relation.class).map(Relation::fullName).anyMatch(names::contains)
        && gone(Relation.class).map(Relation::fullName).anyMatch(names::contains);
  }

  /** The same for a constraint. */
  boolean goesAlong(Constraint constraint) {
    return isRetyped(constraint.relation())
        && made(Constraint.class).anyMatch(made -> isSame(made, constraint))
        && gone(Constraint.class).anyMatch(gone -> isSame(gone, constraint));
  }

  private static boolean isSame(Constraint one, Constraint other) {
    return one.relation() == other.relation() && one.name().equals(other.name());
  }

  private boolean isRetyped(long relation) {
    return changed(Column.class)
        .filter(both -> both.after().relation() == relation)
        .anyMatch(both -> !both.before().type().equals(both.after().type()));
  }

  /** A row on both sides. */
  record Both<T>(T before, T after) {}

  /** Whether PostgreSQL read every row of a table, or copied it, as it said itself. */
  boolean said(String doing, long relation) {
    var name = unquoted(bareName(relation));
    return at.notices().stream().anyMatch(notice -> notice.startsWith(doing + " \"" + name + "\""));
  }

  boolean said(String beginning) {
    return at.notices().stream().anyMatch(notice -> notice.startsWith(beginning));
  }

  private String bareName(long relation) {
    return end.relation(relation).or(() -> start.relation(relation)).map(Relation::name).orElse("");
  }

  static String unquoted(String name) {
    return name.startsWith("\"") && name.endsWith("\"") && name.length() > 1
        ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
        : name;
  }

  /** Whether it waits for others without holding up their reads and writes. */
  boolean concurrent() {
    return TransactionRules.isConcurrent(at.statement());
  }

  /** Keywords and names in capitals. */
  String words() {
    return at.statement().words();
  }

  Optional<LockMode> lock(long relation) {
    return strongest(at.locks(), relation);
  }

  Optional<LockMode> heldBefore(long relation) {
    return strongest(held, relation);
  }

  private static Optional<LockMode> strongest(Map<Long, Set<LockMode>> locks, long relation) {
    return locks.getOrDefault(relation, Set.of()).stream().max(Comparator.naturalOrder());
  }

  Hazard hazard(HazardClass kind, long relation, Work work, String message) {
    return hazard(
        kind, name(relation), lock(relation).map(LockMode::words).orElse(""), work, message);
  }

  Hazard hazard(HazardClass kind, String message) {
    return hazard(kind, "", "", Work.NONE, message);
  }

  private Hazard hazard(HazardClass kind, String relation, String lock, Work work, String message) {
    var text = at.statement().text().replaceAll("\\s+", " ");
    var shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    return new Hazard(
        kind,
        kind.level(),
        message,
        new Location(at.file().path(), Math.max(1, at.statement().line())),
        new Evidence(shown, relation, lock, work, Optional.empty()),
        Optional.empty());
  }
}
