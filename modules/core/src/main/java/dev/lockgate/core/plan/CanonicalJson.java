package dev.lockgate.core.plan;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * JSON in one form only, as {@code jq -cS} writes it: keys by code point, no white space, nothing
 * escaped that need not be.
 */
final class CanonicalJson {
  private CanonicalJson() {}

  /** Text, lists and maps of them. */
  static String of(Object value) {
    return switch (value) {
      case List<?> list ->
          list.stream().map(CanonicalJson::of).collect(Collectors.joining(",", "[", "]"));
      case Map<?, ?> map -> object(map);
      default -> quoted(value.toString());
    };
  }

  private static String object(Map<?, ?> map) {
    var sorted = new TreeMap<String, Object>();
    map.forEach((key, value) -> sorted.put(key.toString(), value));
    return sorted.entrySet().stream()
        .map(member -> quoted(member.getKey()) + ":" + of(member.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    text.codePoints().forEach(point -> append(quoted, point));
    return quoted.append('"').toString();
  }

  private static void append(StringBuilder quoted, int point) {
    switch (point) {
      case '"' -> quoted.append("\\\"");
      case '\\' -> quoted.append("\\\\");
      case '\n' -> quoted.append("\\n");
      case '\r' -> quoted.append("\\r");
      case '\t' -> quoted.append("\\t");
      case '\b' -> quoted.append("\\b");
      case '\f' -> quoted.append("\\f");
      default -> {
        if (point < ' ' || point == 0x7f) {
          quoted.append("\\u%04x".formatted(point));
        } else {
          quoted.appendCodePoint(point);
        }
      }
    }
  }
}
