package dev.lockgate.runner;

import java.io.PrintStream;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Standard output as a GitHub runner reads it: a line that begins with {@code ::} is a command.
 * Commands go to this one stream only, since the runner reads each stream by itself, and every line
 * is flushed, since a runner shows lines as they come.
 */
final class Console {
  private final PrintStream out;

  Console(PrintStream out) {
    this.out = out;
  }

  /** A workflow command, such as {@code ::error file=a.sql,line=3::message}. */
  synchronized void command(String name, Map<String, String> properties, String data) {
    var written =
        properties.entrySet().stream()
            .map(property -> property.getKey() + "=" + escapedProperty(property.getValue()))
            .collect(Collectors.joining(","));
    line("::" + name + (written.isEmpty() ? "" : " " + written) + "::" + escaped(data));
  }

  /** A workflow command without properties. */
  void command(String name, String data) {
    command(name, Map.of(), data);
  }

  /** A line of our own words; one that a runner could take for a command is printed as text. */
  synchronized void print(String text) {
    if (text.lines().count() > 1 || text.strip().startsWith("::") || !plain(text).equals(text)) {
      printUntrusted(text);
    } else {
      line(text);
    }
  }

  /** Text that may hold anything: no line of it is a command. */
  synchronized void printUntrusted(String text) {
    var token = UUID.randomUUID().toString();
    line("::stop-commands::" + token);
    text.lines().map(Console::plain).forEach(this::line);
    line("::" + token + "::");
  }

  /**
   * Without what a terminal or a runner would obey: control characters and {@code ##[commands]}.
   */
  static String plain(String line) {
    var visible =
        line.codePoints()
            .filter(c -> c == '\t' || !Character.isISOControl(c))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
    return visible.toString().replace("##[", "## [");
  }

  private void line(String text) {
    out.print(text + "\n");
    out.flush();
  }

  private static String escaped(String data) {
    return data.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String escapedProperty(String value) {
    return escaped(value).replace(":", "%3A").replace(",", "%2C");
  }
}
