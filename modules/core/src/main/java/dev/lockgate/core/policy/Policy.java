package dev.lockgate.core.policy;

import java.util.Map;

/**
 * What the repository's policy file says.
 *
 * @param defaults for environments that it does not name
 * @param environments by name, what is said for all of them included
 * @param digest SHA-256 of the file's text in hexadecimal; empty without a file
 */
public record Policy(
    EnvironmentPolicy defaults, Map<String, EnvironmentPolicy> environments, String digest) {
  /** What holds without a file. */
  public static final Policy NONE = new Policy(EnvironmentPolicy.NONE, Map.of(), "");

  public Policy {
    environments = Map.copyOf(environments);
  }

  /** What it says for an environment; the name may be empty. */
  public EnvironmentPolicy of(String environment) {
    return environments.getOrDefault(environment, defaults);
  }
}
