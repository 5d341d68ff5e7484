package dev.lockgate.core.hazard;

import static dev.lockgate.core.hazard.HazardClass.CHANGES_RIGHTS;
import static dev.lockgate.core.hazard.HazardClass.CHANGES_ROW_SECURITY;
import static dev.lockgate.core.hazard.HazardClass.FAILS_WHEN_REPEATED;
import static dev.lockgate.core.hazard.HazardClass.FOREIGN_KEY_WITHOUT_INDEX;
import static dev.lockgate.core.hazard.HazardClass.POOR_TYPE;
import static dev.lockgate.core.hazard.HazardClass.USES_ENUM;

import dev.lockgate.core.hazard.CatalogRow.Column;
import dev.lockgate.core.hazard.CatalogRow.Constraint;
import dev.lockgate.core.hazard.CatalogRow.Index;
import dev.lockgate.core.hazard.CatalogRow.NamedType;
import dev.lockgate.core.hazard.CatalogRow.Relation;
import dev.lockgate.core.hazard.CatalogRow.Routine;
import dev.lockgate.core.hazard.CatalogRow.RowPolicy;
import dev.lockgate.core.hazard.CatalogRow.Schema;
import dev.lockgate.core.hazard.Evidence.Work;
import dev.lockgate.core.hazard.Seen.Both;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What ages badly or deserves a second look; it holds for new tables, too. */
final class CareRules {
  private static final Pattern ONE_CHARACTER =
      Pattern.compile("(character(\\(\\d+\\))?|bpchar)(\\[\\])*");
  private static final Pattern BOUNDED = Pattern.compile("character varying\\(\\d+\\)(\\[\\])*");
  private static final Pattern SMALL_NUMBER = Pattern.compile("integer|smallint");
  private static final Pattern RIGHTS =
      Pattern.compile(
          "(GRANT|REVOKE)\\b(?!.* ON ).*"
              + "|(GRANT|REVOKE)\\b.* ON (TYPE|DOMAIN|DATABASE|LANGUAGE|TABLESPACE|PARAMETER|FOREIGN|LARGE)\\b.*"
              + "|ALTER DEFAULT PRIVILEGES\\b.*|(ALTER|DROP) (ROLE|USER|GROUP)\\b(?! MAPPING).*"
              + "|(REASSIGN|DROP) OWNED\\b.*");
  private static final Pattern REPEATABLE =
      Pattern.compile(
          ".*\\bIF (NOT )?EXISTS\\b.*|CREATE OR REPLACE\\b.*|(VACUUM|REINDEX|CLUSTER|ANALYZE|REFRESH)\\b.*");

  private final Seen seen;
  private final Consumer<Hazard> found;

  private CareRules(Seen seen, Consumer<Hazard> found) {
    this.seen = seen;
    this.found = found;
  }

  static void apply(Seen seen, Consumer<Hazard> found) {
    var rules = new CareRules(seen, found);
    rules.types();
    rules.foreignKeys();
    rules.rights();
    rules.rowSecurity();
    rules.repeated();
  }

  private void types() {
    Stream.concat(
            seen.made(Column.class),
            seen.changed(Column.class)
                .filter(both -> !both.before().type().equals(both.after().type()))
                .map(Both::after))
        .filter(column -> isStored(column.relation()))
        .filter(column -> seen.root(column.relation()) == column.relation())
        .collect(
            Collectors.groupingBy(
                column -> new Poor(column.relation(), column.type(), advice(column)),
                LinkedHashMap::new,
                Collectors.mapping(Column::name, Collectors.joining(", "))))
        .forEach((poor, columns) -> poor(poor, columns));
    seen.made(Constraint.class)
        .filter(rule -> rule.kind().equals("c"))
        .filter(rule -> seen.made(NamedType.class).anyMatch(type -> type.oid() == rule.domain()))
        .forEach(rule ->
            found.accept(
                seen.hazard(
                    POOR_TYPE,
                    "a domain is made with %s: to add another rule to it later, every table that uses it is read while nobody writes it"
                        .formatted(rule.definition()))));
    seen.made(NamedType.class)
        .filter(type -> type.kind().equals("e"))
        .forEach(type ->
            found.accept(
                seen.hazard(
                    USES_ENUM,
                    "%s.%s is an enum: its values can be added to and never removed"
                        .formatted(type.schemaName(), type.name()))));
  }

  /** What is told once for all columns of a table for which it holds. */
  private record Poor(long relation, String type, String why) {}

  private void poor(Poor poor, String columns) {
    if (!poor.why().isEmpty()) {
      found.accept(
          seen.hazard(
              POOR_TYPE,
              poor.relation(),
              Work.NONE,
              "%s of %s has the type %s: %s"
                  .formatted(columns, seen.name(poor.relation()), poor.type(), poor.why())));
    }
  }

  private String advice(Column column) {
    var type = column.type().replaceFirst(" collate .*", "");
    if (column.fallback().startsWith("nextval(")
        && !seen.existed(column.relation())
        && seen.made(Relation.class).anyMatch(Relation::owned)) {
      return "a serial's sequence has rights and a default of its own; use `bigint generated always as identity`";
    }
    if (SMALL_NUMBER.matcher(type).matches() && isKey(column)) {
      return "a key of it runs out of numbers, and a wider one copies the table; use `bigint`";
    }
    return better(type).orElse("");
  }

  /**
   * What numbers the rows of a table. One that refers to another table has that one's type; one
   * that PostgreSQL numbers by the standard's words was given its type with open eyes.
   */
  private boolean isKey(Column column) {
    return !isIn("f", column)
        && column.identity().isEmpty()
        && (column.name().equals("id") || isIn("p", column));
  }

  private boolean isIn(String kind, Column column) {
    return seen.end()
        .all(Constraint.class)
        .filter(key -> key.relation() == column.relation() && key.kind().equals(kind))
        .anyMatch(key -> key.columns().contains(column.number()));
  }

  private boolean isStored(long relation) {
    return seen.end()
        .relation(relation)
        .filter(row -> row.isTable() && !row.kind().equals("f"))
        .isPresent();
  }

  private static Optional<String> better(String type) {
    if (ONE_CHARACTER.matcher(type).matches()) {
      return Optional.of("values are padded with blanks; `text` is not");
    }
    if (BOUNDED.matcher(type).matches()) {
      return Optional.of("a shorter limit copies the table later; use `text` with a check");
    }
    return switch (type.replaceAll("\\(\\d+\\)|\\[\\]", "")) {
      case "json" -> Optional.of("it has no equality and no index; `jsonb` has both");
      case "money" -> Optional.of("its currency is a setting of the server; `numeric` has none");
      case "time with time zone" ->
          Optional.of("an offset without a date says little; use `timestamptz`");
      case "timestamp without time zone" ->
          Optional.of("it does not say which moment it is; `timestamptz` does");
      default -> Optional.empty();
    };
  }

  private void foreignKeys() {
    var touched = new HashSet<Long>();
    seen.made(Constraint.class).filter(this::isForeignKey).forEach(c -> touched.add(c.oid()));
    Stream.concat(seen.made(Index.class), seen.gone(Index.class))
        .flatMap(index ->
            seen.end()
                .all(Constraint.class)
                .filter(this::isForeignKey)
                .filter(key -> key.relation() == index.relation())
                .filter(key -> index.keys().containsAll(key.columns())))
        .forEach(key -> touched.add(key.oid()));
    seen.end()
        .all(Constraint.class)
        .filter(key -> touched.contains(key.oid()) && !key.inherited())
        .filter(key -> seen.end().all(Index.class).noneMatch(index -> serves(index, key)))
        .forEach(key ->
            found.accept(
                seen.hazard(
                    FOREIGN_KEY_WITHOUT_INDEX,
                    key.relation(),
                    Work.NONE,
                    "no index of %s begins with the columns of %s"
                        .formatted(seen.name(key.relation()), key.definition()))));
  }

  private boolean isForeignKey(Constraint constraint) {
    return constraint.kind().equals("f");
  }

  private static boolean serves(Index index, Constraint key) {
    var columns = key.columns();
    return index.relation() == key.relation()
        && index.valid()
        && !index.partial()
        && index.keys().size() >= columns.size()
        && new HashSet<>(index.keys().subList(0, columns.size())).containsAll(columns);
  }

  private void rights() {
    seen.changed(Relation.class)
        .filter(both -> seen.existed(both.after()))
        .filter(both -> !both.before().rights().equals(both.after().rights()))
        .forEach(both -> changed(both.after().fullName()));
    seen.changed(Column.class)
        .filter(both -> seen.existed(both.after()))
        .filter(both -> !both.before().rights().equals(both.after().rights()))
        .forEach(both -> changed("columns of " + seen.name(both.after().relation())));
    otherRights();
    seen.changed(Schema.class)
        .filter(both -> seen.existed(both.after()))
        .filter(both -> !both.before().rights().equals(both.after().rights()))
        .forEach(both -> changed("the schema " + both.after().name()));
    seen.changed(Routine.class)
        .filter(both -> seen.existed(both.after()))
        .filter(both -> !both.before().rights().equals(both.after().rights()))
        .forEach(both -> changed(both.after().name()));
  }

  /** What is granted beside tables, schemas and functions is known by its statement. */
  private void otherRights() {
    if (RIGHTS.matcher(seen.words()).matches()) {
      found.accept(seen.hazard(CHANGES_RIGHTS, "who may do what changes beside the tables"));
    }
  }

  private void changed(String name) {
    found.accept(seen.hazard(CHANGES_RIGHTS, "who may use %s changes".formatted(name)));
  }

  private void rowSecurity() {
    seen.changed(Relation.class).filter(both -> seen.existed(both.after())).forEach(this::switched);
    Stream.of(
            seen.made(RowPolicy.class),
            seen.gone(RowPolicy.class),
            seen.changed(RowPolicy.class).map(Both::after))
        .flatMap(policies -> policies)
        .filter(policy -> seen.existed(policy.relation()))
        .filter(policy -> seen.end().relation(policy.relation()).isPresent())
        .forEach(policy ->
            security(policy.relation(), "the policy " + policy.name() + " of %s changes"));
  }

  private void switched(Both<Relation> both) {
    var oid = both.after().oid();
    if (both.before().rowSecurity() != both.after().rowSecurity()) {
      security(
          oid, "row security of %s is switched " + (both.after().rowSecurity() ? "on" : "off"));
    }
    if (both.before().ownersToo() != both.after().ownersToo()) {
      security(
          oid,
          "row security of %s "
              + (both.after().ownersToo() ? "binds its owner, too" : "no longer binds its owner"));
    }
  }

  private void security(long relation, String message) {
    found.accept(
        seen.hazard(
            CHANGES_ROW_SECURITY, relation, Work.NONE, message.formatted(seen.name(relation))));
  }

  private void repeated() {
    var changes = !seen.at().changes().isEmpty();
    if (!seen.at().file().transactional()
        && changes
        && !REPEATABLE.matcher(seen.words()).matches()) {
      found.accept(
          seen.hazard(
              FAILS_WHEN_REPEATED,
              "the file runs without a transaction: after a failure half-way this statement stands"
                  + " in the way of the next run"));
    }
  }
}
