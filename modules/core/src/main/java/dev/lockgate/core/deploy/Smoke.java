package dev.lockgate.core.deploy;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the smoke check found: whether the database lives.
 *
 * @param tables tables that answered
 * @param sequences sequences that answered
 * @param leftOut tables and sequences that the role may not read
 * @param expected what the policy expects besides, and held
 * @param problems what did not answer or hold and why, a line each
 */
public record Smoke(
    int tables, int sequences, int leftOut, List<String> expected, List<String> problems) {
  public Smoke {
    expected = List.copyOf(expected);
    problems = List.copyOf(problems);
  }

  /** Whether everything answered. */
  public boolean passed() {
    return problems.isEmpty();
  }

  /** The same with more that was looked at. */
  public Smoke with(List<String> held, List<String> failed) {
    return new Smoke(
        tables,
        sequences,
        leftOut,
        Stream.concat(expected.stream(), held.stream()).toList(),
        Stream.concat(problems.stream(), failed.stream()).toList());
  }
}
