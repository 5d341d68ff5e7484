package dev.lockgate.core.hazard;

import java.util.Locale;

/** How grave a hazard is on this target; the order counts. */
public enum Level {
  NOTE,
  WARN,
  HIGH;

  /** As users write it, such as {@code warn}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The graver of two. */
  public Level or(Level other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
