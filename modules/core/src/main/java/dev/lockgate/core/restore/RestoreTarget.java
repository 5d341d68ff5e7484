package dev.lockgate.core.restore;

import dev.lockgate.core.backup.Contents;
import dev.lockgate.core.backup.Manifest;
import java.io.InputStream;
import java.util.List;

/** The server on which a backup is restored, and the live database's name there. */
public interface RestoreTarget {
  /** Looks, and changes nothing. */
  TargetState look();

  /**
   * Creates an empty database with the live one's encoding, locale, owner and tablespace.
   *
   * @throws dev.lockgate.core.step.StepFailure {@code restore-failed}; the live one is untouched
   */
  void create(String fresh);

  /**
   * Loads a plain archive into a database.
   *
   * @throws dev.lockgate.core.step.StepFailure {@code restore-failed}
   */
  void load(String fresh, Manifest manifest, InputStream plain);

  /** What a database holds, counted. */
  Contents contents(String fresh);

  /**
   * Gives a database the live one's settings, grants, comment and connection limit.
   *
   * @return what could not be carried over, in words
   */
  List<String> carryOver(String fresh);

  /**
   * Ends the live database's sessions and exchanges the names in one transaction: the commit point.
   *
   * @param old the name that the live database gets
   * @throws dev.lockgate.core.step.StepFailure {@code swap-blocked}: nothing was exchanged; {@code
   *     swap-unknown}: it could not be learnt whether it was
   */
  void swap(String fresh, String old);

  /** Removes a database that {@link #create} made; also after the run was cancelled. */
  void drop(String fresh);

  /**
   * The statements that exchange the names back.
   *
   * @param aside the name that the restored database gets then
   */
  String undo(String old, String aside);
}
