package dev.lockgate.core.migration;

/**
 * A file of the migrations folder.
 *
 * @param kind how Flyway runs it
 * @param version such as {@code 7} or {@code 2026.11}; empty for a repeatable file
 * @param description the words of its name
 * @param script its name as the history table keeps it, relative to the folder, with {@code /}
 * @param path where it is, relative to the repository, for people and annotations
 * @param sql its whole text
 * @param transactional whether it runs inside a transaction
 */
public record MigrationFile(
    Kind kind,
    String version,
    String description,
    String script,
    String path,
    String sql,
    boolean transactional) {

  /** How Flyway runs a file. */
  public enum Kind {
    /** {@code V…}: once, in order of version. */
    VERSIONED,
    /** {@code R__…}: after the versioned ones, again whenever its text changed. */
    REPEATABLE,
    /** {@code B…}: stands in for all versions up to its own on an empty database. */
    BASELINE
  }

  /** What people call it: {@code V7 add coupons} or {@code R customer overview}. */
  public String label() {
    return label(kind.name().substring(0, 1), version, description);
  }

  static String label(String letter, String version, String description) {
    return (letter + version + " " + description).strip();
  }

  @Override
  public String toString() {
    return script;
  }
}
