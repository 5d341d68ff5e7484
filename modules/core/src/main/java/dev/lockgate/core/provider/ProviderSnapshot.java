package dev.lockgate.core.provider;

import java.time.Instant;

/**
 * A snapshot that a provider holds.
 *
 * @param id the provider's own
 * @param name ours, for people
 * @param at when it was taken
 */
public record ProviderSnapshot(String id, String name, Instant at) {
  /** What the name of one begins with that holds what a restore replaced. */
  public static final String REPLACED = "lockgate-before-restore-";

  /** Whether it holds what a restore replaced. */
  public boolean replaced() {
    return name.startsWith(REPLACED);
  }

  @Override
  public String toString() {
    return name + " (" + id + ")";
  }
}
