package dev.lockgate.core.deploy;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * What must hold after a deploy, besides that every table answers.
 *
 * @param leastRows tables with the number of rows they have at least
 * @param extensions with the version each must have, or must begin with; empty for any
 * @param queries SQL by name; each must answer with one row whose first column is true
 * @param healthUrls addresses that must answer with a status from 200 to 299
 */
public record SmokeExpectations(
    Map<String, Long> leastRows,
    Map<String, String> extensions,
    Map<String, String> queries,
    List<URI> healthUrls) {
  /** Nothing besides that every table answers. */
  public static final SmokeExpectations NONE =
      new SmokeExpectations(Map.of(), Map.of(), Map.of(), List.of());

  public SmokeExpectations {
    leastRows = Map.copyOf(leastRows);
    extensions = Map.copyOf(extensions);
    queries = Map.copyOf(queries);
    healthUrls = List.copyOf(healthUrls);
  }
}
