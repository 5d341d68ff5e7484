package dev.lockgate.core.schema.plan;

import java.util.ArrayList;
import java.util.List;

/** Pieces of SQL text. Names come from the catalog reader, quoted where needed. */
final class Sql {
  private Sql() {}

  /** A text as a literal. */
  static String literal(String text) {
    var quoted = "'" + text.replace("'", "''") + "'";
    return text.contains("\\") ? "E" + quoted.replace("\\", "\\\\") : quoted;
  }

  /** A name in quotes, whether or not it needs them. */
  static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /** A name without the quotes around it. */
  static String unquoted(String name) {
    return name.startsWith("\"")
        ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
        : name;
  }

  /** The last name of a qualified one, such as {@code id} of {@code public.orders.id}. */
  static String last(String qualified) {
    return split(qualified, '.').getLast();
  }

  /** The first name of a qualified one. */
  static String first(String qualified) {
    return split(qualified, '.').getFirst();
  }

  /** The names of a list, such as {@code a, "b, c"}. */
  static List<String> names(String list) {
    return list.isEmpty() ? List.of() : split(list, ',');
  }

  /** Cuts at a mark that stands outside double quotes, single quotes and parentheses. */
  static List<String> split(String text, char mark) {
    var parts = new ArrayList<String>();
    int start = 0;
    int depth = 0;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      } else if (c == mark && depth == 0) {
        parts.add(text.substring(start, i).strip());
        start = i + 1;
      }
    }
    parts.add(text.substring(start).strip());
    return parts;
  }
}
