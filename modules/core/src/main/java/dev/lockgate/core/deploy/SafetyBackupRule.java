package dev.lockgate.core.deploy;

/** Whether a backup is taken before the first change. */
public sealed interface SafetyBackupRule {
  /** A backup is taken and read back whenever something is pending. */
  record Always() implements SafetyBackupRule {}

  /**
   * No backup is taken.
   *
   * @param reason why; the report and the audit table keep it
   */
  record None(String reason) implements SafetyBackupRule {}

  /**
   * Parses {@code always} or {@code none:<reason>}.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  static SafetyBackupRule parse(String text) {
    if (text.equals("always")) {
      return new Always();
    }
    if (text.startsWith("none:") && !text.substring(5).isBlank()) {
      return new None(text.substring(5).strip());
    }
    throw new IllegalArgumentException(
        "expected `always`, or `none:` and the reason, such as `none: a nightly backup exists`");
  }
}
