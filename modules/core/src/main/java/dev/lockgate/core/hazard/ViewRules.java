package dev.lockgate.core.hazard;

import static dev.lockgate.core.hazard.HazardClass.DROPS_OBJECT;
import static dev.lockgate.core.hazard.HazardClass.RENAMES_COLUMN;

import dev.lockgate.core.hazard.CatalogRow.Column;
import dev.lockgate.core.hazard.CatalogRow.Relation;
import dev.lockgate.core.hazard.CatalogRow.ViewColumn;
import dev.lockgate.core.hazard.Evidence.Work;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Columns of views and attributes of composite types that their readers no longer find. */
final class ViewRules {
  private final Seen seen;
  private final Consumer<Hazard> found;

  private ViewRules(Seen seen, Consumer<Hazard> found) {
    this.seen = seen;
    this.found = found;
  }

  static void apply(Seen seen, Consumer<Hazard> found) {
    var rules = new ViewRules(seen, found);
    rules.renamed();
    rules.lost();
  }

  private void renamed() {
    seen.changed(ViewColumn.class)
        .filter(both -> seen.existed(both.after().view()))
        .filter(both -> !isFound(both.before(), both.after().view()))
        .forEach(both ->
            add(
                RENAMES_COLUMN,
                both.after().view(),
                "the column %s of %s is called %s from now on"
                    .formatted(
                        both.before().name(),
                        seen.name(both.after().view()),
                        both.after().name())));
  }

  /**
   * A view that is made anew under its name, with a column less; one that is gone is told whole.
   */
  private void lost() {
    seen.gone(ViewColumn.class)
        .flatMap(column ->
            seen.start().relation(column.view()).stream()
                .flatMap(view ->
                    seen.end()
                        .all(Relation.class)
                        .filter(heir -> heir.fullName().equals(view.fullName()))
                        .filter(heir -> !isFound(column, heir.oid()))
                        .map(heir ->
                            "%s has no column %s any more"
                                .formatted(heir.fullName(), column.name()))
                        .map(message ->
                            seen.hazard(DROPS_OBJECT, column.view(), Work.NONE, message))))
        .forEach(found);
  }

  private boolean isFound(ViewColumn column, long relation) {
    return Stream.concat(
            seen.end()
                .all(ViewColumn.class)
                .filter(other -> other.view() == relation)
                .map(ViewColumn::name),
            seen.end()
                .all(Column.class)
                .filter(other -> other.relation() == relation)
                .map(Column::name))
        .anyMatch(column.name()::equals);
  }

  private void add(HazardClass kind, long view, String message) {
    found.accept(seen.hazard(kind, view, Work.NONE, message));
  }
}
