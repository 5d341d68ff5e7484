package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.ObjectId;
import java.util.Comparator;

/** Which part of which object. */
record PartId(ObjectId object, Aspect aspect) implements Comparable<PartId> {
  private static final Comparator<PartId> ORDER =
      Comparator.comparing(PartId::object).thenComparing(PartId::aspect);

  static PartId itself(ObjectId object) {
    return new PartId(object, Aspect.ITSELF);
  }

  boolean is(Kind kind) {
    return object.kind() == kind && aspect == Aspect.ITSELF;
  }

  @Override
  public int compareTo(PartId other) {
    return ORDER.compare(this, other);
  }
}
