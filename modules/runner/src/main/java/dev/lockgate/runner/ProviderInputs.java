package dev.lockgate.runner;

import dev.lockgate.core.database.Secret;
import dev.lockgate.core.step.BadInputs;
import java.util.function.Supplier;

/**
 * The inputs by which a step asks for one more snapshot, of the provider's, in the order of {@code
 * action.yml}: {@code snapshot-provider}, {@code neon-api-key}, {@code neon-project}.
 *
 * @param key of the provider's API
 * @param project that the database belongs to
 */
public record ProviderInputs(Provider provider, Secret key, String project) {
  /** The values of the input {@code snapshot-provider}. */
  public enum Provider {
    NONE,
    NEON
  }

  /** Reads them; the value is there once {@link Inputs#check} has passed. */
  public static Supplier<ProviderInputs> read(Inputs inputs) {
    var provider = inputs.optional("snapshot-provider", Parse.oneOf(Provider.class), Provider.NONE);
    var key = inputs.optionalSecret("neon-api-key", Secret::new);
    var project = inputs.optional("neon-project", Parse::name, "");
    try {
      if (provider.get() == Provider.NEON) {
        if (key.get().isEmpty()) {
          inputs.problem("neon-api-key", "is required with `snapshot-provider: neon`");
        }
        if (project.get().isEmpty()) {
          inputs.problem(
              "neon-project",
              "is required with `snapshot-provider: neon`; expected the id of the project, such as"
                  + " `floral-king-961888`");
        }
      }
    } catch (BadInputs _) {
      // told by the check, with the others
    }
    return () -> new ProviderInputs(provider.get(), key.get().orElse(Secret.NONE), project.get());
  }

  /** Whether a snapshot is wanted. */
  public boolean wanted() {
    return provider == Provider.NEON;
  }
}
