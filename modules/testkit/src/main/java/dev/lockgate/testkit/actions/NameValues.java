package dev.lockgate.testkit.actions;

import java.util.LinkedHashMap;
import java.util.Map;

/** The grammar of {@code GITHUB_OUTPUT}, {@code GITHUB_STATE} and {@code GITHUB_ENV}. */
final class NameValues {
  private final String text;
  private final Map<String, String> values = new LinkedHashMap<>();
  private int position;

  private NameValues(String text) {
    this.text = text;
  }

  /**
   * Reads a file as the runner does.
   *
   * @throws IllegalArgumentException with the runner's words; the step then fails
   */
  static Map<String, String> parse(String text) {
    var parser = new NameValues(text);
    while (parser.position < text.length()) {
      parser.entry(parser.line());
    }
    return parser.values;
  }

  private void entry(String line) {
    if (line.isEmpty()) {
      return;
    }
    var equals = line.indexOf('=');
    var heredoc = line.indexOf("<<");
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      put(line.substring(0, equals), line.substring(equals + 1));
    } else if (heredoc >= 0) {
      put(line.substring(0, heredoc), heredoc(line.substring(heredoc + 2)));
    } else {
      throw new IllegalArgumentException("Invalid format '" + line + "'");
    }
  }

  private String heredoc(String delimiter) {
    if (delimiter.isEmpty()) {
      throw new IllegalArgumentException("Invalid format: the delimiter must not be empty");
    }
    var start = position;
    while (position < text.length()) {
      var end = position;
      if (line().equals(delimiter)) {
        return end > start ? text.substring(start, end - 1) : "";
      }
    }
    throw new IllegalArgumentException(
        "Invalid value. Matching delimiter not found '" + delimiter + "'");
  }

  private void put(String name, String value) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("Invalid format: the name must not be empty");
    }
    values.put(name, value);
  }

  private String line() {
    var end = text.indexOf('\n', position);
    var line = end < 0 ? text.substring(position) : text.substring(position, end);
    position = end < 0 ? text.length() : end + 1;
    return line;
  }
}
