package dev.lockgate.core.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a backup of a database was last restored to know that it can be, and whether that is too
 * long ago.
 *
 * @param drills what is known of them
 * @param since where none is known: since when one could have been made; empty when that is unknown
 * @param oldest how old the last one may be
 * @param now the moment of looking
 */
public record DrillAge(Drills drills, Optional<Instant> since, Duration oldest, Instant now) {
  /** How old a drill may be where nobody says otherwise. */
  public static final Duration USUAL = Duration.ofDays(90);

  /** What a drill's age asks for. */
  public enum State {
    /** Nothing is to do. */
    FRESH,
    /** The last sixth of the time has begun (after 75 of 90 days), or none was ever made. */
    DUE,
    /** It is older than it may be. */
    OVERDUE,
    /** None was found, and not all could be read. */
    UNKNOWN
  }

  /** What it asks for. */
  public State state() {
    var last = drills.last();
    if (last.isEmpty() && !drills.unread().isEmpty()) {
      return State.UNKNOWN;
    }
    var age = last.or(() -> since).map(when -> Duration.between(when, now));
    if (age.filter(time -> time.compareTo(oldest) >= 0).isPresent()) {
      return State.OVERDUE;
    }
    boolean young =
        age.filter(time -> time.compareTo(oldest.multipliedBy(5).dividedBy(6)) < 0).isPresent();
    return last.isPresent() && young ? State.FRESH : State.DUE;
  }

  /** In words, such as {@code the last restore drill was on 2026-02-01, 80 days ago}. */
  public String words() {
    var words =
        drills
            .last()
            .map(when ->
                "the last restore drill was on %s, %s ago"
                    .formatted(when.toString().substring(0, 10), days(Duration.between(when, now))))
            .orElse("no restore drill is known");
    return drills.unread().isEmpty()
        ? words
        : words + ", and not all could be read (" + String.join(" ", drills.unread()) + ")";
  }

  /** When it will be too old, such as {@code the next is due within 10 days}; may be empty. */
  public String due() {
    var last = drills.last();
    return state() == State.DUE
        ? last.or(() -> since)
            .map(when ->
                "the %s is due within %s"
                    .formatted(
                        last.isPresent() ? "next" : "first",
                        days(Duration.between(now, when.plus(oldest)).plusDays(1))))
            .orElse("")
        : "";
  }

  private static String days(Duration time) {
    return time.toDays() == 1 ? "1 day" : time.toDays() + " days";
  }
}
