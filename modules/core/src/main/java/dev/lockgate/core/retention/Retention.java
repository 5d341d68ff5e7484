package dev.lockgate.core.retention;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * How long and how many backups of one database are kept. One reason to keep a backup is enough.
 *
 * @param days younger ones are kept; none when age is no reason
 * @param count that many of the newest are kept; none when number is no reason
 * @param monthly of how many months, the current one included, the newest backup is kept
 * @param minKeep never are there fewer
 */
public record Retention(OptionalInt days, OptionalInt count, int monthly, int minKeep) {
  /** Fewer than that are never left, unless something else is asked for. */
  public static final int MIN_KEEP = 3;

  private static final int YEAR = 12;

  public Retention {
    if (minKeep < 1) {
      throw new IllegalArgumentException("at least one backup is kept");
    }
  }

  /**
   * What is kept in an environment when nothing was asked for; one that is not known is treated as
   * production.
   */
  public static Retention of(String environment) {
    return switch (environment.toLowerCase(Locale.ROOT)) {
      case "development", "dev" ->
          new Retention(OptionalInt.of(3), OptionalInt.empty(), 0, MIN_KEEP);
      case "staging" -> new Retention(OptionalInt.of(7), OptionalInt.empty(), 0, MIN_KEEP);
      default -> new Retention(OptionalInt.of(30), OptionalInt.empty(), YEAR, MIN_KEEP);
    };
  }

  /** With what was asked for; days of the environment count only when no number was asked for. */
  public Retention with(
      OptionalInt days, OptionalInt count, OptionalInt monthly, OptionalInt minKeep) {
    return new Retention(
        days.isPresent() || count.isPresent() ? days : this.days,
        count,
        monthly.orElse(this.monthly),
        minKeep.orElse(this.minKeep));
  }
}
