package dev.lockgate.core.schema.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What stands in the brackets of a CREATE statement; an option without a value is left out. */
final class Clauses {
  private final Map<String, String> values = new LinkedHashMap<>();

  void add(String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      values.put(name, value);
    }
  }

  /** A word that stands alone. */
  void flag(String name, boolean given) {
    if (given) {
      values.put(name, "");
    }
  }

  String inBrackets() {
    return values.entrySet().stream()
        .map(option ->
            option.getValue().isEmpty()
                ? option.getKey()
                : option.getKey() + " = " + option.getValue())
        .collect(Collectors.joining(", ", " (", ")"));
  }
}
