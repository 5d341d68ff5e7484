package dev.lockgate.core.hazard;

import java.util.Arrays;
import java.util.Locale;

/** From which level on a hazard that nobody accepted blocks the step; the order is strictness. */
public enum FailOn {
  NEVER,
  HIGH,
  WARN,
  NOTE;

  /** As users write it, such as {@code high}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Parses a word.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  public static FailOn parse(String text) {
    return Arrays.stream(values())
        .filter(one -> one.word().equals(text))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("expected `note`, `warn`, `high` or `never`"));
  }

  /** Whether a hazard of that level blocks. */
  public boolean blocks(Level level) {
    return switch (this) {
      case NEVER -> false;
      case HIGH -> level == Level.HIGH;
      case WARN -> level != Level.NOTE;
      case NOTE -> true;
    };
  }

  /** What blocks, for people. */
  public String words() {
    return this == NEVER ? "nothing (fail-on: never)" : "hazards from level " + word() + " on";
  }

  /** Whether this blocks all that the other blocks. */
  public boolean atLeastAsStrictAs(FailOn other) {
    return compareTo(other) >= 0;
  }
}
