package dev.lockgate.core.snapshot;

import dev.lockgate.core.policy.EnvironmentPolicy;
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

  /** What a policy says is compared. */
  public static Scope of(EnvironmentPolicy policy) {
    return new Scope(
        policy.platform().map(Profile::named),
        policy.drift().ignored().stream()
            .map(ignored -> IgnoreRule.of(ignored.kind(), ignored.name()))
            .toList());
  }

  /** The same, and nothing is ignored: what is kept for a time when a policy may ignore less. */
  public Scope withoutIgnoring() {
    return new Scope(profile, List.of());
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
