package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.plan.Change.Alter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Text search configurations and dictionaries. */
final class TextSearchRule {
  private TextSearchRule() {}

  /** A configuration maps the tokens of its parser to dictionaries. */
  static final class Configurations implements Rule {
    @Override
    public List<SqlStatement> create(Part part, Context context) {
      var statements = new ArrayList<SqlStatement>();
      statements.add(
          SqlStatement.of(
              part.object(),
              "CREATE " + Names.of(part.fact()) + " (PARSER = " + part.get("parser", "") + ")"));
      mappings(part)
          .forEach((token, dictionaries) -> statements.add(map(part, "ADD", token, dictionaries)));
      return statements;
    }

    @Override
    public List<SqlStatement> drop(Part part, Context context) {
      return List.of(SqlStatement.of(part.object(), "DROP " + Names.of(part.fact())));
    }

    @Override
    public Change change(Part before, Part after, Context context) {
      if (before.changes(after).containsKey("parser")) {
        return new Change.Replace(after.id());
      }
      var old = mappings(before);
      var now = mappings(after);
      var statements = new ArrayList<SqlStatement>();
      old.keySet().stream()
          .filter(token -> !now.containsKey(token))
          .forEach(token -> statements.add(alter(after, "DROP MAPPING FOR " + token)));
      now.forEach((token, dictionaries) -> {
        if (!dictionaries.equals(old.get(token))) {
          statements.add(map(after, old.containsKey(token) ? "ALTER" : "ADD", token, dictionaries));
        }
      });
      return Alter.by(statements);
    }

    private static Map<String, String> mappings(Part part) {
      return part.get("mappings", "")
          .lines()
          .map(line -> line.split(": ", 2))
          .collect(
              Collectors.toMap(
                  pair -> pair[0], pair -> pair[1], (one, _) -> one, LinkedHashMap::new));
    }

    private static SqlStatement map(Part part, String verb, String token, String dictionaries) {
      return alter(part, verb + " MAPPING FOR " + token + " WITH " + dictionaries);
    }

    private static SqlStatement alter(Part part, String action) {
      return SqlStatement.of(part.object(), "ALTER " + Names.of(part.fact()) + " " + action);
    }
  }

  /** A dictionary is a template with options. */
  static final class Dictionaries implements Rule {
    @Override
    public List<SqlStatement> create(Part part, Context context) {
      return List.of(
          SqlStatement.of(
              part.object(),
              "CREATE "
                  + Names.of(part.fact())
                  + " (TEMPLATE = "
                  + part.get("template", "")
                  + (part.has("options") ? ", " + part.get("options", "") : "")
                  + ")"));
    }

    @Override
    public List<SqlStatement> drop(Part part, Context context) {
      return List.of(SqlStatement.of(part.object(), "DROP " + Names.of(part.fact())));
    }

    /** An option that is named without a value is taken away. */
    @Override
    public Change change(Part before, Part after, Context context) {
      if (before.changes(after).containsKey("template")) {
        return new Change.Replace(after.id());
      }
      var now = options(after);
      var actions = new ArrayList<>(now.values());
      options(before).keySet().stream()
          .filter(name -> !now.containsKey(name))
          .forEach(actions::add);
      return Alter.by(
          SqlStatement.of(
              after.object(),
              "ALTER " + Names.of(after.fact()) + " (" + String.join(", ", actions) + ")"));
    }

    private static Map<String, String> options(Part part) {
      return Sql.names(part.get("options", "")).stream()
          .collect(
              Collectors.toMap(
                  option -> option.split(" = ", 2)[0],
                  option -> option,
                  (one, _) -> one,
                  LinkedHashMap::new));
    }
  }
}
