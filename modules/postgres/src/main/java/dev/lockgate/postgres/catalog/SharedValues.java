package dev.lockgate.postgres.catalog;

import dev.lockgate.core.schema.CompactMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps what is the same for many objects once: of ten thousand columns of one type, each says the
 * same. Lives as long as a reading.
 */
final class SharedValues {
  /** Longer ones, such as definitions, are seldom the same twice. */
  private static final int OFTEN_THE_SAME = 24;

  private final Map<String, String> texts = new HashMap<>();
  private final Map<List<String>, List<String>> names = new HashMap<>();
  private final Map<CompactMap<String, String>, CompactMap<String, String>> maps = new HashMap<>();

  /** Attributes by names that are in order. */
  CompactMap<String, String> attributes(List<String> names, List<String> values) {
    for (var value : values) {
      if (value.length() > OFTEN_THE_SAME) {
        return small(names, values);
      }
    }
    var known = maps.get(CompactMap.of(names, values));
    if (known == null) {
      known = small(names, values);
      maps.put(known, known);
    }
    return known;
  }

  private CompactMap<String, String> small(List<String> names, List<String> values) {
    values.replaceAll(this::text);
    return CompactMap.of(this.names.computeIfAbsent(List.copyOf(names), same -> same), values);
  }

  private String text(String value) {
    return value.length() > OFTEN_THE_SAME ? value : texts.computeIfAbsent(value, same -> same);
  }
}
