package dev.lockgate.core.restore;

/**
 * How the restored data takes the place of the live ones: the values of the input {@code method}.
 */
public enum Method {
  /** The first of the two that can be done. */
  AUTO,
  /** A new database, exchanged for the live one by its name. */
  SWAP,
  /** The live database itself, emptied and filled in one transaction. */
  IN_PLACE;

  /** The word of inputs and reports, such as {@code in-place}. */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
