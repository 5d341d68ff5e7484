package dev.lockgate.core.database;

/** A value that no sink may show: its text is reached only by {@link #reveal()}. */
public record Secret(String reveal) {
  /** No value. */
  public static final Secret NONE = new Secret("");

  /** Whether there is no value. */
  public boolean isEmpty() {
    return reveal.isEmpty();
  }

  @Override
  public String toString() {
    return isEmpty() ? "" : "***";
  }
}
