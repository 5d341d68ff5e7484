package dev.lockgate.core.snapshot;

import dev.lockgate.core.schema.IgnoreRule;
import dev.lockgate.core.schema.LeftOut;
import dev.lockgate.core.schema.SchemaSnapshot;
import java.util.List;
import java.util.Optional;

/**
 * What of a schema is compared, as a policy says it.
 *
 * @param profile whose platform the database stands on; empty to find it by looking
 * @param ignored what is left out besides
 */
public record Scope(Optional<Profile> profile, List<IgnoreRule> ignored) {
  /** Everything that no platform brings. */
  public static final Scope ALL = new Scope(Optional.empty(), List.of());

  public Scope {
    ignored = List.copyOf(ignored);
  }

  /** What is compared of a whole catalog. */
  public SchemaSnapshot of(SchemaSnapshot catalog, Profile found) {
    return catalog.without(LeftOut.by(found.rules())).without(LeftOut.by(ignored));
  }

  /** What the platform brings. */
  public static SchemaSnapshot platform(SchemaSnapshot catalog, Profile found) {
    return catalog.only(LeftOut.by(found.rules()));
  }
}
