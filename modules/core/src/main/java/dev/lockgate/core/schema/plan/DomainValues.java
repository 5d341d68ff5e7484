package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Fact;
import dev.lockgate.core.schema.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of a domain lie. PostgreSQL finds those in columns of the domain, and refuses to
 * look for those within arrays, composites and ranges.
 */
final class DomainValues {
  private final Side side;

  private DomainValues(Side side) {
    this.side = side;
  }

  /** Whether a table has values of a domain within values of another type. */
  static boolean areWithin(ObjectId domain, Side side) {
    return new DomainValues(side).areHeld(domain, false);
  }

  /**
   * @param within whether a value of the type already is around one of the domain
   */
  private boolean areHeld(ObjectId type, boolean within) {
    return side.needs().to(PartId.itself(type)).stream()
        .filter(id -> id.aspect() == Aspect.ITSELF && !id.object().equals(type))
        .anyMatch(id -> holds(side.facts().get(id.object()), type, within));
  }

  private boolean holds(@Nullable Fact holder, ObjectId type, boolean within) {
    if (holder == null) {
      return false;
    }
    var array = holder.attributes().getOrDefault("type", "").endsWith("[]");
    return switch (holder.id().kind()) {
      case COLUMN -> holds(Names.parent(holder), type, within || array);
      case DOMAIN -> areHeld(holder.id(), within || array);
      case RANGE -> areHeld(holder.id(), true);
      default -> false;
    };
  }

  private boolean holds(ObjectId ofColumn, ObjectId type, boolean within) {
    return switch (ofColumn.kind()) {
      case TABLE, MATERIALIZED_VIEW -> within;
      case COMPOSITE_TYPE -> !ofColumn.equals(type) && areHeld(ofColumn, true);
      default -> false;
    };
  }
}
