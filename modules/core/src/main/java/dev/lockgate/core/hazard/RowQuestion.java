package dev.lockgate.core.hazard;

/**
 * Whether rows of the target break a new rule, which an empty shadow cannot tell.
 *
 * @param rule the rule, in words
 * @param relation the table, as the target knows it
 * @param sql answers with true when a row breaks the rule
 * @param hazard where the rule is made; its class is {@code may-fail-on-rows}
 */
public record RowQuestion(String rule, String relation, String sql, Hazard hazard) {
  /** What a target answers. */
  public sealed interface Answer {}

  /** No row breaks it. */
  public record Kept() implements Answer {}

  /** At least one row breaks it. */
  public record Broken() implements Answer {}

  /**
   * Nobody knows.
   *
   * @param why in words, such as {@code no database was given}
   */
  public record Unknown(String why) implements Answer {}
}
