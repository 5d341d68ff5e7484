package dev.lockgate.core.schema.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Storage options, such as {@code fillfactor=70}, and the options of foreign objects. */
final class Options {
  private static final String FOREIGN = "options ";
  private static final String HASH = "sha256:";

  private Options() {}

  /** A list such as {@code a=1, b=2} by name; the prefix stands before each name. */
  static Map<String, String> parse(String list, String prefix) {
    var options = new LinkedHashMap<String, String>();
    for (var option : Sql.names(list)) {
      var cut = option.indexOf('=');
      options.put(prefix + option.substring(0, cut), option.substring(cut + 1));
    }
    return options;
  }

  /** As they stand after WITH or SET, in parentheses. */
  static String list(Map<String, String> options) {
    var texts = new ArrayList<String>();
    options.forEach((name, value) -> texts.add(name + "=" + value(value)));
    return "(" + String.join(", ", texts) + ")";
  }

  /** Actions SET and RESET from one state to another. */
  static List<String> change(Map<String, String> before, Map<String, String> after) {
    var set = new LinkedHashMap<String, String>();
    after.forEach((name, value) -> {
      if (!value.equals(before.get(name))) {
        set.put(name, value);
      }
    });
    var actions = new ArrayList<String>();
    var reset = before.keySet().stream().filter(name -> !after.containsKey(name)).toList();
    if (!reset.isEmpty()) {
      actions.add("RESET (" + String.join(", ", reset) + ")");
    }
    if (!set.isEmpty()) {
      actions.add("SET " + list(set));
    }
    return actions;
  }

  /** OPTIONS of a new foreign object, with a space before it; empty when there are none. */
  static String foreign(Part part) {
    var texts = new ArrayList<String>();
    foreignOptions(part).forEach((name, value) -> texts.add(name + " " + Sql.literal(value)));
    return texts.isEmpty() ? "" : " OPTIONS (" + String.join(", ", texts) + ")";
  }

  /** OPTIONS that make those of one state into those of another. */
  static List<String> foreignChange(Part before, Part after) {
    var was = foreignOptions(before);
    var now = foreignOptions(after);
    var texts = new ArrayList<String>();
    was.keySet().stream()
        .filter(name -> !now.containsKey(name) && !hides(after, name))
        .forEach(name -> texts.add("DROP " + name));
    now.forEach((name, value) -> {
      if (!Objects.equals(was.get(name), value)) {
        var verb = was.containsKey(name) || hides(before, name) ? "SET " : "ADD ";
        texts.add(verb + name + " " + Sql.literal(value));
      }
    });
    return texts.isEmpty() ? List.of() : List.of("OPTIONS (" + String.join(", ", texts) + ")");
  }

  /** Said above a statement whose object has options that may be secrets. */
  static String hint(Part part) {
    var hidden =
        part.attributes().entrySet().stream()
            .filter(entry -> entry.getValue().startsWith(HASH))
            .map(entry -> entry.getKey().replaceFirst("^" + FOREIGN, ""))
            .toList();
    return hidden.isEmpty()
        ? ""
        : "needs a person: set the option "
            + String.join(", ", hidden)
            + ", whose value may be a secret";
  }

  private static boolean hides(Part part, String name) {
    return part.attributes().getOrDefault(FOREIGN + name, "").startsWith(HASH);
  }

  private static Map<String, String> foreignOptions(Part part) {
    var options = new TreeMap<String, String>();
    part.attributes()
        .forEach((name, value) -> {
          if (name.startsWith(FOREIGN) && !value.startsWith(HASH)) {
            options.put(name.substring(FOREIGN.length()), value);
          }
        });
    return options;
  }

  private static String value(String value) {
    return value.matches("[0-9]+|true|false|on|off") ? value : Sql.literal(value);
  }
}
