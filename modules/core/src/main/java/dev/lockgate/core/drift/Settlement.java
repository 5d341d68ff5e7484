package dev.lockgate.core.drift;

import dev.lockgate.core.proof.Written;
import dev.lockgate.core.schema.SchemaComparison;

/** Writes the SQL that settles drift, and tries it on a shadow. */
public interface Settlement {
  /**
   * Settles it.
   *
   * @param drift from what the migrations lead to, to what the database holds
   */
  Settled settle(SchemaComparison drift);

  /**
   * How drift can be settled.
   *
   * @param drift what is left of it: two texts that say the same once both were loaded are no drift
   * @param revert makes the database what the migrations lead to
   * @param capture makes what the migrations lead to what the database is
   */
  record Settled(SchemaComparison drift, Written revert, Written capture) {}
}
