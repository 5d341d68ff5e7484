package dev.lockgate.core.drift;

import dev.lockgate.core.schema.SchemaComparison;

/**
 * What was compared, and on what the comparison rests.
 *
 * @param comparison from what the migrations lead to, to what the database holds
 * @param basis how the first side was had
 */
record Compared(SchemaComparison comparison, Basis basis) {
  Compared with(SchemaComparison left) {
    return new Compared(left, basis);
  }
}
