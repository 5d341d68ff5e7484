package dev.lockgate.core.policy;

import java.util.Optional;

/**
 * The policy that a run goes by.
 *
 * @param policy what it says
 * @param path of its file in the repository
 * @param origin where it was read
 * @param change what a pull request would make of the file; it does not count yet
 */
public record FoundPolicy(Policy policy, String path, Origin origin, Optional<Change> change) {
  /** Where a policy was read. */
  public enum Origin {
    /** There is no file: the defaults hold. */
    NONE,
    /** The file of the checkout. */
    CHECKOUT,
    /** The file of the base branch, since a pull request must not choose its own rules. */
    BASE,
    /** The base branch could not be read: the defaults hold, whatever the file says. */
    UNREADABLE
  }

  /**
   * The file on both sides.
   *
   * @param before empty when there was none
   * @param after empty when there is none any more
   */
  public record Change(String before, String after) {}

  /** No file was looked for. */
  public static final FoundPolicy DEFAULTS =
      new FoundPolicy(Policy.NONE, "", Origin.NONE, Optional.empty());

  /** Where it was read, for people. */
  public String source() {
    return switch (origin) {
      case NONE -> "defaults: there is no " + path;
      case CHECKOUT -> path;
      case BASE -> path + " of the base branch";
      case UNREADABLE -> "defaults: the base branch could not be read";
    };
  }
}
