package dev.lockgate.core.schema.plan;

import java.util.regex.Pattern;

/** The strongest table lock that a statement takes, weakest first. */
public enum Lock {
  NONE("none"),
  SHARE_UPDATE_EXCLUSIVE("SHARE UPDATE EXCLUSIVE"),
  SHARE("SHARE"),
  SHARE_ROW_EXCLUSIVE("SHARE ROW EXCLUSIVE"),
  ACCESS_EXCLUSIVE("ACCESS EXCLUSIVE");

  /** Statistics targets, options of columns and of storage, and checks of what is not yet. */
  private static final Pattern LIGHT =
      Pattern.compile(
          "(?s)(ALTER COLUMN .* SET STATISTICS -?\\d+"
              + "|ALTER COLUMN .* (RE)?SET \\([^)]*\\)"
              + "|VALIDATE CONSTRAINT .*"
              + "|(RE)?SET \\((?!.*user_catalog_table)[^)]*\\))");

  private final String word;

  Lock(String word) {
    this.word = word;
  }

  /** What ALTER TABLE takes for an action; most take the strongest. */
  static Lock ofAction(String action) {
    return LIGHT.matcher(action).matches() ? SHARE_UPDATE_EXCLUSIVE : ACCESS_EXCLUSIVE;
  }

  /** As PostgreSQL's manual writes it. */
  public String word() {
    return word;
  }
}
