package dev.lockgate.core.deploy;

import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.migration.Progress;
import dev.lockgate.core.migration.Ran;
import java.util.List;

/** The database that a deploy changes. */
public interface DeployTarget {
  /**
   * Makes sure that no other step changes the database meanwhile.
   *
   * @param holder what others read who find it taken
   * @throws dev.lockgate.core.step.OutsideFailed {@code deploy-locked}
   */
  Lease lock(String holder);

  /** Looks at the server, the role's rights and who is in the way; changes nothing. */
  Preflight preflight();

  /** What is applied and what is pending. */
  MigrationState state();

  /**
   * Runs everything pending.
   *
   * @throws dev.lockgate.core.step.StepFailure says at which version the database stands
   */
  List<Ran> migrate(Progress progress);

  /**
   * Asks every table for a row and every sequence for its state, each within seconds.
   *
   * @param invalidBefore indexes that were invalid before the deploy, and so no news
   */
  Smoke smoke(List<String> invalidBefore);

  /** Held while a step changes the database; closing it lets others in. */
  interface Lease extends AutoCloseable {
    /**
     * Makes sure that it is still held.
     *
     * @throws dev.lockgate.core.step.Unsafe {@code deploy-lock-lost}
     */
    void check();

    @Override
    void close();
  }
}
