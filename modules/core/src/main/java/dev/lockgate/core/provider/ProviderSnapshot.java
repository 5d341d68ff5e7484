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
  @Override
  public String toString() {
    return name + " (" + id + ")";
  }
}
