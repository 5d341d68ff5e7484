package dev.lockgate.clients.store;

import dev.lockgate.core.database.Secret;
import java.util.Map;

/**
 * What a store may use of the job.
 *
 * @param environment its variables, which hold keys
 * @param github GitHub's token, for artifacts of earlier runs
 * @param days how long what is stored should stay; a store that cannot remove rounds it
 */
public record StoreAccess(Map<String, String> environment, Secret github, int days) {
  private static final int DAYS = 90;

  public StoreAccess {
    environment = Map.copyOf(environment);
  }

  /** What this process has. */
  public static StoreAccess ofJob(Secret github) {
    return new StoreAccess(System.getenv(), github, DAYS);
  }

  /** The same for another number of days. */
  public StoreAccess keeping(int wanted) {
    return new StoreAccess(environment, github, wanted);
  }

  @Override
  public String toString() {
    return "the job's environment";
  }
}
