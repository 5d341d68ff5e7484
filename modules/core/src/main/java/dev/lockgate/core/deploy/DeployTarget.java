package dev.lockgate.core.deploy;

import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.migration.Progress;
import dev.lockgate.core.migration.Ran;
import dev.lockgate.core.schema.SchemaSnapshot;
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
  Preflight preflight(MigrationState state);

  /** What is applied and what is pending. */
  MigrationState state();

  /** Writes the environment's name into a database that has no stamp. */
  void stamp(String environment);

  /**
   * Runs everything pending.
   *
   * @param state as it was read under the lock
   * @throws dev.lockgate.core.step.StepFailure says at which version the database stands
   */
  List<Ran> migrate(MigrationState state, Progress progress);

  /**
   * What is applied, and what is pending still, after everything ran.
   *
   * @param before the state that it began with
   */
  MigrationState after(MigrationState before);

  /**
   * Runs a file of rows in one transaction.
   *
   * @throws dev.lockgate.core.step.OutsideFailed {@code seed-failed}
   */
  void seed(Seed.File file);

  /**
   * Asks every table for a row and every sequence for its state, each within seconds, and looks at
   * what else is expected of the database.
   *
   * @param invalidBefore indexes that were invalid before the deploy, and so no news
   */
  Smoke smoke(SmokeExpectations expectations, List<String> invalidBefore);

  /** The schema as it is. */
  SchemaSnapshot snapshot();

  /** How large it is. */
  Statistics statistics();

  /** Keeps, for the next deploys, the texts that ran. */
  void keepTexts(List<Ran> ran);

  /** Keeps, for the next drift, the schema as it is. */
  void keepSchema(MigrationState state);

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
