package dev.lockgate.core.step;

/** The one comment that a step keeps on a pull request and brings up to date. */
public interface StickyComment {
  /** The longest comment that GitHub takes, in characters. */
  int LIMIT = 65_536;

  /**
   * Writes the comment, or brings it up to date.
   *
   * @param subject what tells this comment from others, such as {@code diff production}
   * @param markdown at most {@link #LIMIT} characters less the few hundred of the marker
   * @return the address of the comment
   * @throws OutsideFailed when GitHub refused, which changes nothing about the step
   */
  String put(String subject, String markdown);
}
