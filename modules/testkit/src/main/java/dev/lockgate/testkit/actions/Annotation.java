package dev.lockgate.testkit.actions;

import java.util.Map;

/**
 * An annotation as GitHub keeps it.
 *
 * @param properties such as {@code file}, {@code line} and {@code title}
 */
public record Annotation(Level level, String message, Map<String, String> properties) {
  /** The three levels. */
  public enum Level {
    NOTICE,
    WARNING,
    ERROR
  }

  public Annotation {
    properties = Map.copyOf(properties);
  }
}
