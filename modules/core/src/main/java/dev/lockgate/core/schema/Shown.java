package dev.lockgate.core.schema;

import dev.lockgate.core.schema.Difference.Attribute;
import org.jspecify.annotations.Nullable;

/** Values as people may see them: one that could be a secret is only said to differ. */
public final class Shown {
  private static final String HASH = "sha256:";
  private static final String HIDDEN = "(hidden)";

  private Shown() {}

  /** A value, unless it could be a secret. */
  public static String value(String value) {
    return value.startsWith(HASH) ? HIDDEN : value;
  }

  /** What an attribute was; empty when it had no value. */
  public static String before(Attribute attribute) {
    return orNothing(attribute.before());
  }

  /** What an attribute is; empty when it has no value. */
  public static String after(Attribute attribute) {
    var shown = orNothing(attribute.after());
    return shown.equals(HIDDEN) && before(attribute).equals(HIDDEN)
        ? "(hidden, another value)"
        : shown;
  }

  private static String orNothing(@Nullable String value) {
    return value == null ? "" : value(value);
  }
}
