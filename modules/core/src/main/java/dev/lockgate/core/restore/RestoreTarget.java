package dev.lockgate.core.restore;

import dev.lockgate.core.backup.DumpSource;
import dev.lockgate.core.verification.RestoredDatabase;
import java.util.List;
import java.util.Optional;

/** The server on which a backup is restored, and the live database's name there. */
public interface RestoreTarget {
  /** Looks, and changes nothing. */
  TargetState look();

  /**
   * How many locks restoring in place takes for a source, beside those for what is there.
   *
   * @throws dev.lockgate.core.step.StepFailure when the source cannot be read
   */
  long locks(RestoreSource source);

  /**
   * Begins to restore; the live database is as it was until {@link Attempt#commit}.
   *
   * @param method not {@code AUTO}
   * @throws dev.lockgate.core.step.StepFailure such as {@code lock-timeout}
   */
  Attempt begin(Method method);

  /** One attempt; closing it before the commit leaves the live database and nothing else. */
  interface Attempt extends AutoCloseable {
    /** The live database as it will be replaced, for the safety backup. */
    DumpSource live();

    /**
     * Makes an empty place for the data.
     *
     * @param suffix by which names of this restore are told apart
     * @param safety the safety backup, which knows all that is there
     * @param schemas the schemas in scope; empty for the whole database
     * @throws dev.lockgate.core.step.StepFailure {@code restore-failed}; the live one is untouched
     */
    void prepare(String suffix, RestoreSource safety, List<String> schemas);

    /**
     * Loads the data, and keeps what the live database has and no backup may replace: the audit
     * rows and the identity in the schema {@code lockgate}.
     *
     * @throws dev.lockgate.core.step.StepFailure {@code restore-failed}
     */
    void load(RestoreSource source);

    /** What was loaded. */
    RestoredDatabase loaded();

    /**
     * Migrates what was loaded.
     *
     * @return what it did, in words
     * @throws dev.lockgate.core.step.StepFailure when it could not; the live one is untouched
     */
    List<String> migrate(MigrateTo version);

    /** Asks every table for a row and runs what else shows that the database lives. */
    List<String> smoke();

    /**
     * Gives it the live one's settings, grants, comment and connection limit.
     *
     * @return what could not be carried over, in words
     */
    List<String> carryOver();

    /**
     * The commit point.
     *
     * @throws dev.lockgate.core.step.StepFailure {@code swap-blocked}: nothing was exchanged;
     *     {@code swap-unknown}: it could not be learnt whether it was
     */
    void commit();

    /** The name under which the database from before is kept; empty when it is not. */
    String old();

    /** The kept database, to be looked at after the commit; none when there is none. */
    Optional<RestoredDatabase> kept();

    /** The statements that exchange the names back; empty when there is nothing to exchange. */
    String undo();

    /** Gives up what was not committed; also after the run was cancelled. */
    @Override
    void close();
  }
}
