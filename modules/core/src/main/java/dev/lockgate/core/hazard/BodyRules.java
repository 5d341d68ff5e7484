package dev.lockgate.core.hazard;

import static dev.lockgate.core.hazard.HazardClass.BREAKS_FUNCTION;

import dev.lockgate.core.hazard.CatalogRow.Column;
import dev.lockgate.core.hazard.CatalogRow.Relation;
import dev.lockgate.core.hazard.CatalogRow.Routine;
import dev.lockgate.core.hazard.CatalogRow.Trigger;
import dev.lockgate.core.hazard.Evidence.Work;
import dev.lockgate.core.hazard.Seen.Both;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Functions whose text names what is no longer there. PostgreSQL does not watch what stands in a
 * body: it lets the drop or rename pass, and the function fails when it is called.
 */
final class BodyRules {
  private static final Pattern COMMENT = Pattern.compile("(?s)--[^\n]*|/\\*.*?\\*/");
  private static final String TABLE =
      "\\b(?:from|join|into|update|only|using|table|truncate|lock)\\s+(?:%1$s\\s*\\.\\s*)?%2$s(?![\\w$])"
          + "|'(?:%1$s\\.)?%2$s'|(?<![\\w$.])%2$s\\s*(?:%%rowtype|\\.\\s*\\S+?%%type)";
  private static final String WORD = "(?<![\\w$])%s(?![\\w$])";

  private final Seen seen;
  private final Consumer<Hazard> found;
  private final Map<Routine, String> texts = new HashMap<>();

  private BodyRules(Seen seen, Consumer<Hazard> found) {
    this.seen = seen;
    this.found = found;
  }

  static void apply(Seen seen, Consumer<Hazard> found) {
    var rules = new BodyRules(seen, found);
    lost(seen, Relation.class)
        .filter(row -> "rpfvmS".contains(row.kind()) && !row.owned())
        .forEach(rules::relation);
    lost(seen, Column.class).forEach(rules::column);
    lost(seen, Routine.class).forEach(rules::routine);
  }

  /** What the application knew and the statement removed or changed. */
  private static <T extends CatalogRow> Stream<T> lost(Seen seen, Class<T> kind) {
    return Stream.concat(seen.gone(kind), seen.changed(kind).map(Both::before))
        .filter(seen::existed);
  }

  private void relation(Relation row) {
    var name = row.fullName();
    if (seen.end().all(Relation.class).noneMatch(other -> other.fullName().equals(name))) {
      var mention = pattern(TABLE.formatted(quoted(row.schemaName()), quoted(row.name())));
      told(row.name(), name, row.oid(), (_, text) -> mention.matcher(text).find());
    }
  }

  private void column(Column column) {
    var table = seen.end().relation(column.relation());
    if (table.isEmpty() || seen.root(column.relation()) != column.relation()) {
      return;
    }
    var stays =
        seen.end()
            .all(Column.class)
            .filter(other -> other.relation() == column.relation())
            .anyMatch(other -> other.name().equals(column.name()));
    if (!stays) {
      column(column, table.get());
    }
  }

  private void column(Column column, Relation table) {
    var name = quoted(column.name());
    var of = pattern(TABLE.formatted(quoted(table.schemaName()), quoted(table.name())));
    var word = pattern(WORD.formatted(name));
    var field = pattern("\\b(?:new|old)\\s*\\.\\s*" + name + "(?![\\w$])");
    told(
        column.name(),
        "the column %s of %s".formatted(column.name(), seen.name(column.relation())),
        column.relation(),
        (routine, text) ->
            (of.matcher(text).find() && word.matcher(text).find())
                || (field.matcher(text).find() && isBehindTrigger(routine, column.relation())));
  }

  private boolean isBehindTrigger(Routine routine, long relation) {
    var call = pattern(WORD.formatted(quoted(bareName(routine))) + "\\(");
    return seen.end()
        .all(Trigger.class)
        .filter(trigger -> trigger.relation() == relation)
        .anyMatch(trigger -> call.matcher(trigger.definition()).find());
  }

  private void routine(Routine gone) {
    if (seen.end().all(Routine.class).noneMatch(other -> other.name().equals(gone.name()))) {
      var schema = gone.name().substring(0, gone.name().lastIndexOf('.'));
      var call =
          pattern(
              "(?<![\\w$.])(?:%s\\s*\\.\\s*)?%s\\s*\\("
                  .formatted(quoted(schema), quoted(bareName(gone))));
      told(bareName(gone), gone.name(), 0, (_, text) -> call.matcher(text).find());
    }
  }

  private void told(
      String name, String what, long relation, BiPredicate<Routine, String> mentions) {
    var plain = Seen.unquoted(name).toLowerCase(Locale.ROOT);
    seen.end()
        .all(Routine.class)
        .filter(routine -> !routine.body().isEmpty())
        .filter(routine -> text(routine).contains(plain))
        .filter(routine -> mentions.test(routine, text(routine)))
        .map(routine ->
            "%s(%s) still names %s: it fails when it is called"
                .formatted(routine.name(), routine.arguments(), what))
        .sorted()
        .map(message ->
            relation == 0
                ? seen.hazard(BREAKS_FUNCTION, message)
                : seen.hazard(BREAKS_FUNCTION, relation, Work.NONE, message))
        .forEach(found);
  }

  private static String bareName(Routine routine) {
    return routine.name().substring(routine.name().lastIndexOf('.') + 1);
  }

  /** Without comments, in small letters. */
  private String text(Routine routine) {
    return texts.computeIfAbsent(
        routine, one -> COMMENT.matcher(one.body()).replaceAll(" ").toLowerCase(Locale.ROOT));
  }

  /** A name as it may be written. */
  private static String quoted(String name) {
    return "\"?" + Pattern.quote(Seen.unquoted(name).toLowerCase(Locale.ROOT)) + "\"?";
  }

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }
}
