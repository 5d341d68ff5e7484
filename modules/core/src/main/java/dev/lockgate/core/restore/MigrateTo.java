package dev.lockgate.core.restore;

import java.util.regex.Pattern;

/** How far a restored database is migrated before it is exchanged. */
public sealed interface MigrateTo {
  /** Not at all: it stays at the version of its backup. */
  record None() implements MigrateTo {}

  /** Everything that the folder holds. */
  record Latest() implements MigrateTo {}

  /** Up to a version, itself included. */
  record Version(String version) implements MigrateTo {}

  /**
   * Reads the input {@code migrate-to}.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  static MigrateTo parse(String text) {
    return switch (text) {
      case "", "none" -> new None();
      case "latest" -> new Latest();
      default -> {
        if (!Pattern.matches("[0-9]+([._][0-9]+)*", text)) {
          throw new IllegalArgumentException("expected `none`, `latest` or a version such as `42`");
        }
        yield new Version(text);
      }
    };
  }
}
