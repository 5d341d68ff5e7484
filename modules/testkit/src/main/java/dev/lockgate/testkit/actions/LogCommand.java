package dev.lockgate.testkit.actions;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command in a line of a step's log, as actions/runner reads it: {@code ::name key=value::data}
 * at the start of the line, or the older {@code ##[name key=value]data} anywhere in it.
 */
record LogCommand(String name, Map<String, String> properties, String data) {
  private static final Map<String, String> DATA = Map.of("%0D", "\r", "%0A", "\n");
  private static final Map<String, String> PROPERTY =
      Map.of("%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",");
  private static final Map<String, String> OLDER =
      Map.of("%3B", ";", "%0D", "\r", "%0A", "\n", "%5D", "]");

  LogCommand {
    properties = Map.copyOf(properties);
  }

  /**
   * Reads a line.
   *
   * @param registered lower-case names that are commands; anything else is plain text
   */
  static Optional<LogCommand> parse(String line, Set<String> registered) {
    return current(line.stripLeading(), registered).or(() -> older(line, registered));
  }

  private static Optional<LogCommand> current(String line, Set<String> registered) {
    var end = line.startsWith("::") ? line.indexOf("::", 2) : -1;
    if (end < 0) {
      return Optional.empty();
    }
    var data = unescape(line.substring(end + 2), DATA);
    return named(line.substring(2, end), ",", PROPERTY, data, registered);
  }

  private static Optional<LogCommand> older(String line, Set<String> registered) {
    var start = line.indexOf("##[");
    var end = start < 0 ? -1 : line.indexOf(']', start);
    if (end < 0) {
      return Optional.empty();
    }
    var data = unescape(line.substring(end + 1), OLDER);
    return named(line.substring(start + 3, end), ";", OLDER, data, registered);
  }

  private static Optional<LogCommand> named(
      String head,
      String separator,
      Map<String, String> escapes,
      String data,
      Set<String> registered) {
    var space = head.indexOf(' ');
    var name = (space < 0 ? head : head.substring(0, space)).toLowerCase(Locale.ROOT);
    if (!registered.contains(name)) {
      return Optional.empty();
    }
    var properties = new LinkedHashMap<String, String>();
    if (space > 0) {
      for (var property : head.substring(space + 1).strip().split(separator, -1)) {
        var equals = property.indexOf('=');
        if (equals > 0 && equals < property.length() - 1) {
          properties.put(
              property.substring(0, equals).toLowerCase(Locale.ROOT),
              unescape(property.substring(equals + 1), escapes));
        }
      }
    }
    return Optional.of(new LogCommand(name, properties, data));
  }

  /** The percent sign comes last, else {@code %250A} would become a line break. */
  private static String unescape(String text, Map<String, String> escapes) {
    var result = text;
    for (var escape : escapes.entrySet()) {
      result = result.replace(escape.getKey(), escape.getValue());
    }
    return result.replace("%25", "%");
  }
}
