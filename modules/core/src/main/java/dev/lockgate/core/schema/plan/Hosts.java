package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Kind;
import java.util.List;

/** What a part falls with when nothing else is said. */
final class Hosts {
  private Hosts() {}

  /** The object itself for what hangs on it; else the object around it, which no schema is. */
  static List<PartId> outer(Part part) {
    if (part.id().aspect() != Aspect.ITSELF) {
      return List.of(PartId.itself(part.object()));
    }
    var parent = part.fact().parent();
    return parent == null || parent.kind() == Kind.SCHEMA
        ? List.of()
        : List.of(PartId.itself(parent));
  }
}
