package dev.lockgate.core.hazard;

import java.util.List;

/**
 * What was seen of all statements that ran on a shadow.
 *
 * @param start the catalog before the first
 * @param statements in the order in which they ran
 * @param end the catalog after the last
 */
public record Observed(CatalogState start, List<Observation> statements, CatalogState end) {
  /** Nothing ran. */
  public static final Observed NOTHING =
      new Observed(new CatalogState(), List.of(), new CatalogState());

  public Observed {
    statements = List.copyOf(statements);
  }
}
