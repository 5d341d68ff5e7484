package dev.lockgate.core.deploy;

import dev.lockgate.core.backup.ByteSize;
import java.time.Duration;
import java.util.regex.Pattern;

/** Whether a backup is taken before the first change. */
public sealed interface SafetyBackupRule {
  /** A backup is taken and read back whenever something is pending. */
  record Always() implements SafetyBackupRule {}

  /** A backup is taken when something pending may delete or overwrite what is there. */
  record Destructive() implements SafetyBackupRule {}

  /**
   * A backup is taken unless the store has one that is fresh enough.
   *
   * @param age the oldest that is fresh
   */
  record Fresh(Duration age) implements SafetyBackupRule {}

  /** The provider's own backups are relied on; nothing about them can be checked from here. */
  record Provider() implements SafetyBackupRule {}

  /**
   * No backup is taken.
   *
   * @param reason why; the report and the audit table keep it
   */
  record None(String reason) implements SafetyBackupRule {}

  /** What a job of a hosted runner can dump and store in a quarter of an hour. */
  long HELD = 50L << 30;

  /**
   * A rule, and why it holds.
   *
   * @param because empty where somebody said it
   */
  record Chosen(SafetyBackupRule rule, String because) {}

  /**
   * The rule when nobody said one.
   *
   * @param bytes the size of the database
   * @param holds how much the store can take
   */
  static Chosen bySize(long bytes, long holds) {
    var held = Math.min(HELD, holds);
    var size = new ByteSize(bytes);
    var limit = new ByteSize(held) + " that a step can hold";
    return bytes <= held
        ? new Chosen(new Always(), size + " are not more than the " + limit)
        : new Chosen(new Destructive(), size + " are more than the " + limit);
  }

  /** Whether the rule may ask for a backup, and so for a store. */
  default boolean needsStore() {
    return switch (this) {
      case Always _, Destructive _, Fresh _ -> true;
      case Provider _, None _ -> false;
    };
  }

  /**
   * How much a rule asks for: an input may ask for more than the policy, never for less.
   *
   * @return higher is stricter
   */
  default int strictness() {
    return switch (this) {
      case Always _ -> 4;
      case Fresh _ -> 3;
      case Destructive _ -> 2;
      case Provider _ -> 1;
      case None _ -> 0;
    };
  }

  /**
   * Parses {@code always}, {@code destructive}, {@code fresh:<age>}, {@code provider} or {@code
   * none:<reason>}.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  static SafetyBackupRule parse(String text) {
    var age = Pattern.compile("fresh:\\s*([0-9]{1,6})([mhd])").matcher(text);
    if (age.matches()) {
      var amount = Long.parseLong(age.group(1));
      return new Fresh(
          switch (age.group(2)) {
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
          });
    }
    if (text.startsWith("none:") && !text.substring(5).isBlank()) {
      return new None(text.substring(5).strip());
    }
    return switch (text) {
      case "always" -> new Always();
      case "destructive" -> new Destructive();
      case "provider" -> new Provider();
      default ->
          throw new IllegalArgumentException(
              "expected `always`, `destructive`, `fresh:` and an age such as `fresh:6h`,"
                  + " `provider`, or `none:` and the reason, such as `none: a nightly backup"
                  + " exists`");
    };
  }
}
