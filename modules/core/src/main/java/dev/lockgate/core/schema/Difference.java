package dev.lockgate.core.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one object differs between two snapshots. */
public sealed interface Difference {
  /** Which object. */
  ObjectId id();

  /** It exists only on the second side. */
  record Added(Fact fact) implements Difference {
    @Override
    public ObjectId id() {
      return fact.id();
    }
  }

  /** It exists only on the first side. */
  record Removed(Fact fact) implements Difference {
    @Override
    public ObjectId id() {
      return fact.id();
    }
  }

  /** It exists on both sides, and these attributes differ. */
  record Changed(Fact before, Fact after, List<Attribute> attributes) implements Difference {
    public Changed {
      attributes = List.copyOf(attributes);
    }

    @Override
    public ObjectId id() {
      return after.id();
    }
  }

  /**
   * An attribute on both sides.
   *
   * @param name such as {@code type}
   * @param before null when it had no value
   * @param after null when it has no value
   */
  record Attribute(String name, @Nullable String before, @Nullable String after) {}
}
