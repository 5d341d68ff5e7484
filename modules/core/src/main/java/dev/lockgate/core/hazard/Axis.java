package dev.lockgate.core.hazard;

/** In which way a hazard hurts; the ways are weighed separately, and size softens only one. */
public enum Axis {
  /** Values or rows are gone, or a rule on them is. */
  DATA_LOSS("data loss"),
  /** The application that runs during the deploy no longer finds or may no longer write. */
  RUNNING_APPLICATION("running application"),
  /** Others wait: for a lock, and for as long as the work under it takes. */
  BLOCKING("blocking"),
  /** The deploy itself may stop: on rows, on a transaction, on PostgreSQL's own rules. */
  DEPLOY("deploy may fail"),
  /** Nothing breaks today; it ages badly or deserves a second look. */
  CARE("care");

  private final String words;

  Axis(String words) {
    this.words = words;
  }

  /** As reports name it. */
  public String words() {
    return words;
  }
}
