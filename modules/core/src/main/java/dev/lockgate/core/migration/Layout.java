package dev.lockgate.core.migration;

import java.util.Arrays;
import java.util.Locale;

/** How the files of a folder of migrations are named and ordered. */
public enum Layout {
  /** Found by looking at the folder. */
  AUTO,
  /** {@code V1__create_orders.sql}. */
  FLYWAY,
  /** {@code 20260101120000_create_orders/migration.sql}. */
  PRISMA,
  /** {@code 20260101120000_create_orders.sql}. */
  SUPABASE;

  /** As users write it, such as {@code flyway}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Parses a word.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  public static Layout parse(String text) {
    return Arrays.stream(values())
        .filter(one -> one.word().equals(text))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException("expected `auto`, `flyway`, `prisma` or `supabase`"));
  }
}
