package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Kind;

/** Columns that a table both has itself and inherits: what its parent brings is merged with it. */
record Heirs(Context context) {
  /**
   * Whether a column is there without its parent's, so that it comes before that, and goes after.
   */
  boolean isHeir(PartId id, PartId above, Side side) {
    if (!id.is(Kind.COLUMN) || !above.is(Kind.COLUMN)) {
      return false;
    }
    var part = side.part(id);
    return part != null
        && !part.has("defined here")
        && Pieces.isTable(part.parent().kind())
        && Tables.keepsParents(part, context)
        && Tables.above(part, side).anyMatch(other -> other.id().equals(above));
  }
}
