package dev.lockgate.core.hazard;

import static dev.lockgate.core.hazard.HazardClass.CHANGES_TRIGGER;
import static dev.lockgate.core.hazard.HazardClass.DETACHES_PARTITION;
import static dev.lockgate.core.hazard.HazardClass.DROPS_DEFAULT;
import static dev.lockgate.core.hazard.HazardClass.DROPS_OBJECT;
import static dev.lockgate.core.hazard.HazardClass.RENAMES_COLUMN;
import static dev.lockgate.core.hazard.HazardClass.RENAMES_ENUM_VALUE;
import static dev.lockgate.core.hazard.HazardClass.RENAMES_OBJECT;
import static dev.lockgate.core.hazard.HazardClass.RENAMES_SCHEMA;
import static dev.lockgate.core.hazard.HazardClass.RENAMES_TABLE;
import static dev.lockgate.core.hazard.HazardClass.REQUIRES_COLUMN;

import dev.lockgate.core.hazard.CatalogRow.Column;
import dev.lockgate.core.hazard.CatalogRow.EnumValue;
import dev.lockgate.core.hazard.CatalogRow.Extension;
import dev.lockgate.core.hazard.CatalogRow.Inheritance;
import dev.lockgate.core.hazard.CatalogRow.NamedType;
import dev.lockgate.core.hazard.CatalogRow.Relation;
import dev.lockgate.core.hazard.CatalogRow.Routine;
import dev.lockgate.core.hazard.CatalogRow.Schema;
import dev.lockgate.core.hazard.CatalogRow.Trigger;
import dev.lockgate.core.hazard.Evidence.Work;
import dev.lockgate.core.hazard.Seen.Both;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Names and habits of the application that runs during the deploy, which hold no longer. */
final class NameRules {
  private final Seen seen;
  private final Consumer<Hazard> found;

  private NameRules(Seen seen, Consumer<Hazard> found) {
    this.seen = seen;
    this.found = found;
  }

  static void apply(Seen seen, Consumer<Hazard> found) {
    var rules = new NameRules(seen, found);
    rules.schemas();
    rules.relations();
    rules.columns();
    rules.others();
    rules.extensions();
    rules.triggers();
    rules.partitions();
  }

  private void schemas() {
    seen.changed(Schema.class)
        .filter(both -> !both.before().name().equals(both.after().name()))
        .filter(both -> seen.existed(both.after()))
        .forEach(both ->
            add(
                RENAMES_SCHEMA,
                "the schema %s is called %s from now on"
                    .formatted(both.before().name(), both.after().name())));
  }

  private void relations() {
    seen.changed(Relation.class)
        .filter(both -> seen.existed(both.after()))
        .filter(both ->
            !both.before().name().equals(both.after().name())
                || both.before().schema() != both.after().schema())
        .filter(both -> !both.after().isIndex() && !both.after().owned())
        .filter(both -> !isCalledAsBefore(both.after().oid()))
        .forEach(this::renamed);
    seen.gone(Relation.class)
        .filter(seen::existed)
        .filter(row -> "vmSc".contains(row.kind()) && !row.owned())
        .filter(row -> heir(row).isEmpty())
        .forEach(row -> add(DROPS_OBJECT, row.oid(), "%s is removed".formatted(row.fullName())));
  }

  /** Renamed there and back. */
  private boolean isCalledAsBefore(long oid) {
    return seen.start()
        .relation(oid)
        .map(Relation::fullName)
        .equals(seen.end().relation(oid).map(Relation::fullName));
  }

  /** A view under the old name shows the same rows; another table has rows of its own. */
  private void renamed(Both<Relation> both) {
    var table = both.after().isTable();
    var heir = heir(both.before());
    var other = table && heir.filter(Relation::isTable).isPresent();
    if (heir.isEmpty() || other) {
      var hazard =
          seen.hazard(
              table ? RENAMES_TABLE : RENAMES_OBJECT,
              both.after().oid(),
              Work.NONE,
              "%s is called %s from now on%s"
                  .formatted(
                      both.before().fullName(),
                      both.after().fullName(),
                      other ? ", and its name is given to another table" : ""));
      found.accept(other ? hazard.at(Level.WARN) : hazard);
    }
  }

  /** What else answers to its name at the end. */
  private Optional<Relation> heir(Relation relation) {
    return seen.end()
        .all(Relation.class)
        .filter(row -> row.oid() != relation.oid())
        .filter(row -> row.fullName().equals(relation.fullName()))
        .findFirst();
  }

  private void columns() {
    seen.changed(Column.class)
        .filter(both -> seen.existed(both.after()))
        .filter(both -> seen.root(both.after().relation()) == both.after().relation())
        .forEach(both -> {
          renamedColumn(both);
          withoutDefault(both);
        });
    Stream.concat(seen.made(Column.class), seen.changed(Column.class).map(Both::after))
        .filter(column -> seen.existed(column.relation()) && !seen.existed(column))
        .filter(column -> seen.root(column.relation()) == column.relation())
        .filter(this::isRequired)
        .filter(column ->
            seen.end()
                .column(column.relation(), column.number())
                .filter(this::isRequired)
                .isPresent())
        .forEach(column ->
            add(
                REQUIRES_COLUMN,
                column.relation(),
                "inserts into %s that do not fill the new column %s fail"
                    .formatted(seen.name(column.relation()), column.name())));
  }

  private void renamedColumn(Both<Column> both) {
    var back = nameIn(seen.start(), both.after()).equals(nameIn(seen.end(), both.after()));
    if (!back && !both.before().name().equals(both.after().name())) {
      add(
          RENAMES_COLUMN,
          both.after().relation(),
          "the column %s of %s is called %s from now on"
              .formatted(
                  both.before().name(), seen.name(both.after().relation()), both.after().name()));
    }
  }

  private static Optional<String> nameIn(CatalogState state, Column column) {
    return state.column(column.relation(), column.number()).map(Column::name);
  }

  private void withoutDefault(Both<Column> both) {
    if (fillsItself(both.before())
        && !fillsItself(both.after())
        && seen.end()
            .column(both.after().relation(), both.after().number())
            .filter(column -> !fillsItself(column))
            .isPresent()) {
      var hazard =
          seen.hazard(
              DROPS_DEFAULT,
              both.after().relation(),
              Work.NONE,
              "the column %s of %s has no default any more (it was %s)"
                  .formatted(
                      both.after().name(),
                      seen.name(both.after().relation()),
                      filler(both.before())));
      found.accept(both.after().notNull() ? hazard : hazard.at(Level.NOTE));
    }
  }

  private static boolean fillsItself(Column column) {
    return !column.fallback().isEmpty()
        || !column.identity().isEmpty()
        || !column.generated().isEmpty();
  }

  private static String filler(Column column) {
    if (!column.generated().isEmpty()) {
      return "generated from other columns";
    }
    return column.identity().isEmpty() ? column.fallback() : "an identity";
  }

  private boolean isRequired(Column column) {
    return column.notNull()
        && !fillsItself(column)
        && seen.end().relation(column.relation()).filter(Relation::isTable).isPresent();
  }

  private void others() {
    seen.changed(EnumValue.class)
        .filter(both -> seen.existed(both.after()))
        .filter(both -> !both.before().label().equals(both.after().label()))
        .forEach(both ->
            add(
                RENAMES_ENUM_VALUE,
                "the enum value %s is called %s from now on"
                    .formatted(both.before().label(), both.after().label())));
    seen.changed(NamedType.class)
        .filter(both -> seen.existed(both.after()) && !both.before().equals(both.after()))
        .forEach(both ->
            add(
                RENAMES_OBJECT,
                "the type %s.%s is called %s.%s from now on"
                    .formatted(
                        both.before().schemaName(),
                        both.before().name(),
                        both.after().schemaName(),
                        both.after().name())));
    seen.gone(NamedType.class)
        .filter(seen::existed)
        .filter(type -> seen.end().all(NamedType.class).noneMatch(other -> isCalledAs(type, other)))
        .forEach(type ->
            add(
                DROPS_OBJECT,
                "the type %s.%s is removed".formatted(type.schemaName(), type.name())));
    seen.changed(Routine.class)
        .filter(both -> seen.existed(both.after()))
        .filter(both -> !both.before().name().equals(both.after().name()))
        .filter(both -> !isCallable(both.before()))
        .forEach(both ->
            add(
                RENAMES_OBJECT,
                "%s is called %s from now on"
                    .formatted(both.before().name(), both.after().name())));
    seen.gone(Routine.class)
        .filter(seen::existed)
        .filter(routine -> !isCallable(routine))
        .forEach(routine ->
            add(DROPS_OBJECT, "%s(%s) is removed".formatted(routine.name(), routine.arguments())));
  }

  private void extensions() {
    seen.gone(Extension.class)
        .filter(seen::existed)
        .filter(extension ->
            seen.end().all(Extension.class).noneMatch(o -> o.name().equals(extension.name())))
        .forEach(extension ->
            add(
                DROPS_OBJECT,
                "the extension %s is removed with all in it".formatted(extension.name())));
  }

  private static boolean isCalledAs(NamedType type, NamedType other) {
    return type.name().equals(other.name()) && type.schemaName().equals(other.schemaName());
  }

  private boolean isCallable(Routine routine) {
    return seen.end()
        .all(Routine.class)
        .anyMatch(other ->
            other.name().equals(routine.name())
                && other.arguments().equals(routine.arguments())
                && other.result().equals(routine.result()));
  }

  private void triggers() {
    Stream.of(
            seen.made(Trigger.class)
                .filter(trigger -> !trigger.internal())
                .map(trigger -> new Said(trigger, "is made")),
            seen.gone(Trigger.class)
                .filter(trigger -> !trigger.internal())
                .map(trigger -> new Said(trigger, "is dropped")),
            seen.changed(Trigger.class)
                .filter(both -> !both.before().definition().equals(both.after().definition()))
                .filter(both -> both.before().name().equals(both.after().name()))
                .map(both -> new Said(both.after(), "is made anew")),
            seen.changed(Trigger.class)
                .filter(both -> !both.before().enabled().equals(both.after().enabled()))
                .map(both ->
                    new Said(
                        both.after(),
                        both.after().enabled().equals("D") ? "is switched off" : "is switched on")))
        .flatMap(said -> said)
        .filter(said -> seen.existed(said.trigger().relation()))
        .filter(said -> seen.end().relation(said.trigger().relation()).isPresent())
        .filter(said -> seen.root(said.trigger().relation()) == said.trigger().relation())
        .forEach(said ->
            add(
                CHANGES_TRIGGER,
                said.trigger().relation(),
                "the trigger %s of %s %s"
                    .formatted(
                        said.trigger().internal() ? "behind a constraint" : said.trigger().name(),
                        seen.name(said.trigger().relation()),
                        said.what())));
  }

  private record Said(Trigger trigger, String what) {}

  private void partitions() {
    seen.gone(Inheritance.class)
        .filter(row -> seen.start().relation(row.child()).filter(Relation::partition).isPresent())
        .filter(row -> seen.start().relation(row.child()).filter(Relation::isTable).isPresent())
        .filter(row -> seen.gone(Relation.class).noneMatch(gone -> gone.oid() == row.child()))
        .filter(_ -> !seen.concurrent())
        .forEach(row ->
            add(
                DETACHES_PARTITION,
                row.parent(),
                "%s no longer holds the rows of %s"
                    .formatted(seen.name(row.parent()), seen.name(row.child()))));
  }

  private void add(HazardClass kind, String message) {
    found.accept(seen.hazard(kind, message));
  }

  private void add(HazardClass kind, long relation, String message) {
    found.accept(seen.hazard(kind, relation, Work.NONE, message));
  }
}
