package dev.lockgate.core.drift;

import java.util.List;

/**
 * What stands in the way of the next deploy.
 *
 * @param obstacles stay until a person removes them; a sentence each, with what to do
 * @param passing go away by themselves
 * @param oldDatabases what restores have kept as their undo, with the SQL that removes each
 */
public record Readiness(List<String> obstacles, List<String> passing, List<String> oldDatabases) {
  public Readiness {
    obstacles = List.copyOf(obstacles);
    passing = List.copyOf(passing);
    oldDatabases = List.copyOf(oldDatabases);
  }

  /** Whether nothing stands in the way. */
  public boolean ready() {
    return obstacles.isEmpty() && passing.isEmpty();
  }
}
