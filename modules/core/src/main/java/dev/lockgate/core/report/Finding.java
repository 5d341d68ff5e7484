package dev.lockgate.core.report;

import org.jspecify.annotations.Nullable;

/**
 * Something a reader should act on or know; becomes an annotation.
 *
 * @param level how grave it is
 * @param code stable kebab-case name, a heading in the runbook
 * @param message what was found, plain text
 * @param location where in the repository, when there is such a place
 */
public record Finding(Level level, String code, String message, @Nullable Location location) {
  /** The three levels of a GitHub annotation. */
  public enum Level {
    NOTICE,
    WARNING,
    ERROR
  }

  /**
   * A place in a file of the repository.
   *
   * @param file path relative to the repository
   * @param line from 1
   */
  public record Location(String file, int line) {}

  /** A finding that has no place in a file. */
  public static Finding of(Level level, String code, String message) {
    return new Finding(level, code, message, null);
  }
}
