package dev.lockgate.core.hazard;

import dev.lockgate.core.hazard.CatalogRow.Column;
import dev.lockgate.core.hazard.CatalogRow.Constraint;
import dev.lockgate.core.hazard.CatalogRow.Index;
import dev.lockgate.core.hazard.CatalogRow.Relation;
import dev.lockgate.core.hazard.Evidence.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The rules that statements made for rows which were there before, as questions to the target. */
public final class RowQuestions {
  private static final Pattern REFERENCES =
      Pattern.compile("FOREIGN KEY \\((.*)\\) REFERENCES (.*?)\\((.*?)\\).*");
  private static final Pattern CHECK = Pattern.compile("CHECK \\((.*)\\)(?: NO INHERIT)?");

  private final Seen seen;
  private final List<RowQuestion> questions = new ArrayList<>();

  private RowQuestions(Seen seen) {
    this.seen = seen;
  }

  /** Every question, in the order of the statements. */
  public static List<RowQuestion> of(Observed observed) {
    return observed.statements().stream()
        .map(one -> new Seen(observed.start(), observed.end(), one, Map.of()))
        .flatMap(one -> new RowQuestions(one).ask().stream())
        .toList();
  }

  private List<RowQuestion> ask() {
    seen.made(Column.class)
        .filter(column -> isOld(column.relation()) && isRequired(column))
        .forEach(column ->
            add(
                column.relation(),
                "%s has no row, since the new column %s has no default"
                    .formatted(seen.name(column.relation()), column.name()),
                ""));
    seen.changed(Column.class)
        .filter(both -> !both.before().notNull() && both.after().notNull())
        .map(Seen.Both::after)
        .filter(column -> isOld(column.relation()) && seen.existed(column))
        .filter(column -> !isNotValid(column))
        .forEach(column -> {
          var name = seen.column(column.relation(), column.number());
          add(
              column.relation(),
              "%s of %s is never empty".formatted(name, seen.name(column.relation())),
              " where " + name + " is null");
        });
    seen.made(Index.class)
        .filter(index -> isOld(index.relation()) && !seen.goesAlong(index))
        .forEach(this::unique);
    seen.made(Constraint.class)
        .filter(constraint -> constraint.validated() && !constraint.inherited())
        .filter(constraint -> isOld(constraint.relation()) && !seen.goesAlong(constraint))
        .forEach(this::constraint);
    seen.changed(Constraint.class)
        .filter(both -> !both.before().validated() && both.after().validated())
        .map(Seen.Both::after)
        .filter(constraint -> !constraint.inherited() && isOld(constraint.relation()))
        .forEach(this::constraint);
    return questions;
  }

  /** Since PostgreSQL 18, NOT NULL can be a rule that rows of before need not keep. */
  private boolean isNotValid(Column column) {
    return seen.made(Constraint.class)
        .filter(constraint -> constraint.kind().equals("n") && !constraint.validated())
        .filter(constraint -> constraint.relation() == column.relation())
        .anyMatch(constraint -> constraint.columns().contains(column.number()));
  }

  /** Partitions are asked through the table at the top. */
  private boolean isOld(long relation) {
    return seen.start().relation(relation).filter(Relation::isTable).isPresent()
        && seen.root(relation) == relation;
  }

  private static boolean isRequired(Column column) {
    return column.notNull()
        && column.fallback().isEmpty()
        && column.identity().isEmpty()
        && column.generated().isEmpty();
  }

  private void unique(Index index) {
    var known =
        index.keys().stream()
            .allMatch(
                number -> number == 0 || seen.start().column(index.relation(), number).isPresent());
    if (!index.unique() || !known || isKnownUnique(index)) {
      return;
    }
    var columns = String.join(", ", index.terms());
    var filled =
        index.terms().stream()
            .map(term -> "(" + term + ") is not null")
            .collect(Collectors.joining(" and "));
    var condition = index.partial() ? " and (" + index.condition() + ")" : "";
    add(
        index.relation(),
        "(%s) of %s is never there twice".formatted(columns, seen.name(index.relation())),
        " where %s%s group by %s having count(*) > 1".formatted(filled, condition, columns));
  }

  /** An index that is built anew, or on more columns than one that was there, meets no surprise. */
  private boolean isKnownUnique(Index index) {
    return seen.start()
        .all(Index.class)
        .filter(before -> before.relation() == index.relation())
        .filter(before -> before.unique() && before.valid() && !before.partial())
        .anyMatch(before -> !before.keys().contains(0) && index.keys().containsAll(before.keys()));
  }

  private void constraint(Constraint constraint) {
    var known =
        constraint.columns().stream()
            .allMatch(number -> seen.start().column(constraint.relation(), number).isPresent());
    var check = CHECK.matcher(constraint.definition());
    var references = REFERENCES.matcher(constraint.definition());
    if (!known) {
      return;
    }
    if (constraint.kind().equals("c") && check.matches()) {
      add(
          constraint.relation(),
          "%s keeps %s".formatted(seen.name(constraint.relation()), constraint.definition()),
          " where not (" + check.group(1) + ")");
    } else if (constraint.kind().equals("f")
        && references.matches()
        && seen.existed(constraint.references())) {
      foreignKey(
          constraint, references.group(1).split(", ", -1), references.group(3).split(", ", -1));
    }
  }

  private void foreignKey(Constraint constraint, String[] columns, String[] referenced) {
    if (columns.length != referenced.length) {
      return;
    }
    var filled =
        IntStream.range(0, columns.length)
            .mapToObj(i -> "c." + columns[i] + " is not null")
            .collect(Collectors.joining(" and "));
    var equal =
        IntStream.range(0, columns.length)
            .mapToObj(i -> "p." + referenced[i] + " = c." + columns[i])
            .collect(Collectors.joining(" and "));
    add(
        constraint.relation(),
        "%s keeps %s".formatted(seen.name(constraint.relation()), constraint.definition()),
        " c where %s and not exists (select from %s p where %s)"
            .formatted(filled, seen.name(constraint.references()), equal));
  }

  private void add(long relation, String rule, String condition) {
    var name = seen.name(relation);
    var hazard =
        seen.hazard(HazardClass.MAY_FAIL_ON_ROWS, relation, Work.NONE, "it runs only when " + rule);
    questions.add(
        new RowQuestion(
            rule, name, "select exists (select from " + name + condition + ")", hazard));
  }
}
