package dev.lockgate.core.schema;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * What may differ without being drift: it is shown, and does not count. This is the one place that
 * says so.
 */
public final class Noted {
  /** By kind, the attributes that name, place or order things and change no behaviour. */
  private static final Map<Kind, Set<String>> ATTRIBUTES = new EnumMap<>(Kind.class);

  static {
    ATTRIBUTES.put(Kind.TABLE, Set.of("column order", "tablespace"));
    ATTRIBUTES.put(Kind.FOREIGN_TABLE, Set.of("column order"));
    ATTRIBUTES.put(Kind.MATERIALIZED_VIEW, Set.of("populated", "tablespace"));
    ATTRIBUTES.put(Kind.COLUMN, Set.of("defined here", "not-null constraint"));
    ATTRIBUTES.put(Kind.CONSTRAINT, Set.of("defined here", "name"));
    ATTRIBUTES.put(Kind.INDEX, Set.of("name", "tablespace"));
    ATTRIBUTES.put(Kind.SEQUENCE, Set.of("name", "persistence of identity"));
    ATTRIBUTES.put(Kind.EXTENSION, Set.of("owner", "version"));
    ATTRIBUTES.put(Kind.COLLATION, Set.of("version"));
  }

  private Noted() {}

  /** Whether a difference in this attribute is a note. */
  public static boolean attribute(Kind kind, String name) {
    return ATTRIBUTES.getOrDefault(kind, Set.of()).contains(name);
  }
}
