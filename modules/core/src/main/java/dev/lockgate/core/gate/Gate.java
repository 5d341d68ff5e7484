package dev.lockgate.core.gate;

/**
 * A rule that may block a step. All gates of a step are evaluated and shown before its first
 * change.
 *
 * @param name short and stable, such as {@code confirmation}
 * @param open whether the step may pass
 * @param evidence what was looked at and found
 * @param remedy how to open it, or how to keep it open; empty when nothing is to do
 */
public record Gate(String name, boolean open, String evidence, String remedy) {
  /** A gate through which the step may pass. */
  public static Gate open(String name, String evidence) {
    return new Gate(name, true, evidence, "");
  }

  /** A gate that is open still and will close unless something is done. */
  public static Gate closing(String name, String evidence, String remedy) {
    return new Gate(name, true, evidence, remedy);
  }

  /** A gate that blocks the step. */
  public static Gate closed(String name, String evidence, String remedy) {
    return new Gate(name, false, evidence, remedy);
  }
}
