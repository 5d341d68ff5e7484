package dev.lockgate.core.migration;

/**
 * An index that a pending file is about to build concurrently and that is there already: an earlier
 * run was cut off between the build and its record, or somebody made it by hand.
 *
 * @param file the file that builds it
 * @param index its name with its schema, quoted where needed
 * @param state how far it came
 */
public record LeftIndex(MigrationFile file, String index, State state) {
  /** How far the index came. */
  public enum State {
    /** Built and in use, and no row of the history says so. */
    VALID,
    /** Left by a build that was cut off: of no use, and in the way. */
    INVALID,
    /** Another session is building it right now. */
    BEING_BUILT
  }
}
