package dev.lockgate.postgres.migrations;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/**
 * How often what failed for a moment's reason is tried again. The pause doubles each time, and the
 * lock timeout grows by itself once more.
 *
 * @param most how many tries in all, the first included
 * @param pause before the second try
 */
public record Retry(int most, Duration pause) {
  /** Four tries within a few seconds of pauses. */
  public static final Retry DEFAULT = new Retry(4, Duration.ofSeconds(1));

  /** One try. */
  public static final Retry NONE = new Retry(1, Duration.ZERO);

  /** Lock not had, deadlock. */
  private static final Set<String> MOMENTARY = Set.of("55P03", "40P01");

  Duration pauseAfter(int attempt) {
    return pause.multipliedBy(1L << (attempt - 1));
  }

  /** Whether the same may work a moment later; a cancel by a person is no such reason. */
  static boolean isMomentary(SQLException e) {
    return MOMENTARY.contains(String.valueOf(e.getSQLState()))
        || ("57014".equals(e.getSQLState())
            && String.valueOf(e.getMessage()).contains("statement timeout"));
  }
}
