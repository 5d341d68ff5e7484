package dev.lockgate.core.restore;

import dev.lockgate.core.backup.DumpSource;
import dev.lockgate.core.verification.RestoredDatabase;
import java.util.List;

/** The live database where a provider puts the whole server back to a snapshot. */
public interface SnapshotTarget {
  /** Looks, and changes nothing. */
  TargetState look();

  /** The databases that are put back with the live one, which no safety backup of it holds. */
  List<String> otherDatabases();

  /** The live database, for the safety backup. */
  DumpSource live();

  /**
   * Keeps the audit rows and the identity of the live database, which no snapshot may replace.
   *
   * @return what puts them back, once the server is there again
   */
  Runnable keepOwn();

  /**
   * Waits until the server lets us in again and the database is there.
   *
   * @throws dev.lockgate.core.step.StepFailure when that takes minutes
   */
  RestoredDatabase putBack();
}
