package dev.lockgate.core.deploy;

import java.util.List;

/**
 * What the smoke check found: whether the database lives.
 *
 * @param tables tables that answered
 * @param sequences sequences that answered
 * @param leftOut tables and sequences that the role may not read
 * @param problems what did not answer and why, a line each
 */
public record Smoke(int tables, int sequences, int leftOut, List<String> problems) {
  public Smoke {
    problems = List.copyOf(problems);
  }

  /** Whether everything answered. */
  public boolean passed() {
    return problems.isEmpty();
  }
}
