package dev.lockgate.core.step;

/** Tells people elsewhere, in a chat, how a step ended. */
public interface Announcement {
  /**
   * Tells it, within seconds.
   *
   * @throws OutsideFailed when it could not be told, which changes nothing about the step
   */
  void tell(Ending ending);
}
