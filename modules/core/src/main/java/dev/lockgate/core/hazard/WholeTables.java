package dev.lockgate.core.hazard;

import dev.lockgate.core.migration.SqlText;
import dev.lockgate.core.migration.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The {@code update} and {@code delete} of a statement that have no condition of their own: whether
 * there is one is a matter of text, for PostgreSQL takes the same locks either way.
 */
final class WholeTables {
  private static final Pattern GROUP = Pattern.compile("\\(([^()]*)\\)");
  private static final Pattern CHANGE =
      Pattern.compile(
          "(?:(?:WITH|EXPLAIN) .*)?(?<!(?:FOR|KEY|DO|ON) )\\b(UPDATE|DELETE FROM)\\b(?: ONLY\\b)?"
              + "((?: (?:\\w+|\\?)(?: \\. (?:\\w+|\\?))*))?.*");
  private static final Pattern CONDITION = Pattern.compile(".* WHERE (?!TRUE\\b|RETURNING\\b).*");
  private static final Pattern BODY =
      Pattern.compile("(?s)\\$(\\w*)\\$(.*)\\$\\1\\$|'(.*)'(?:\\s+language\\s+\\w+)?");
  private static final Pattern CONTROL =
      Pattern.compile("(?:.*\\b(?:BEGIN|THEN|LOOP|ELSE) )?((?:UPDATE|DELETE FROM|WITH)\\b.*)");

  private static final Pattern EXECUTED =
      Pattern.compile("(?:.*\\b(?:BEGIN|THEN|LOOP|ELSE) )?EXECUTE\\b.*");
  private static final Pattern LITERAL =
      Pattern.compile("(?s)'((?:[^']++|'')*+)'|\\$(\\w*)\\$(.*?)\\$\\2\\$");

  private final List<Change> found = new ArrayList<>();

  private WholeTables() {}

  /**
   * A table whose every row is written.
   *
   * @param target its name in capitals; empty when the text does not show it
   */
  record Change(boolean deletes, String target) {
    boolean meets(String name) {
      return target.isEmpty() || target.equalsIgnoreCase(name);
    }
  }

  /** All of a statement; a block of code is read statement by statement. */
  static List<Change> of(Statement statement) {
    var all = new WholeTables();
    if (statement.words().startsWith("DO ") || statement.words().equals("DO")) {
      var body = BODY.matcher(statement.text());
      if (body.find()) {
        SqlText.statements(body.group(2) == null ? body.group(3) : body.group(2))
            .forEach(all::part);
      }
    } else {
      all.read(statement.words());
    }
    return List.copyOf(all.found);
  }

  private void part(Statement part) {
    var words = CONTROL.matcher(part.words());
    if (words.matches()) {
      read(words.group(1));
    } else if (EXECUTED.matcher(part.words()).matches()) {
      SqlText.statements(literals(part.text())).forEach(executed -> read(executed.words()));
    }
  }

  /** What a block executes as text, without what it puts in between. */
  private static String literals(String text) {
    return LITERAL
        .matcher(text)
        .results()
        .map(literal ->
            literal.group(1) == null ? literal.group(3) : literal.group(1).replace("''", "'"))
        .map(literal -> literal.replaceAll("%(\\d+\\$)?[Is]", "\"?\""))
        .collect(Collectors.joining(" "));
  }

  /** What stands in parentheses has conditions of its own. */
  private void read(String words) {
    var rest = words;
    for (var group = GROUP.matcher(rest); group.find(); group = GROUP.matcher(rest)) {
      change(group.group(1).strip());
      rest = (rest.substring(0, group.start()) + rest.substring(group.end())).replaceAll(" +", " ");
    }
    change(rest.strip());
  }

  private void change(String words) {
    var change = CHANGE.matcher(words);
    if (change.matches() && !CONDITION.matcher(words).matches()) {
      var target = change.group(2) == null ? "" : change.group(2).strip();
      var name = target.substring(target.lastIndexOf(' ') + 1);
      var shown = !name.equals("?") && !name.equals("SET");
      found.add(new Change(change.group(1).startsWith("DELETE"), shown ? name : ""));
    }
  }
}
