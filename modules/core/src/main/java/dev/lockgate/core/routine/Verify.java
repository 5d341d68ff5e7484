package dev.lockgate.core.routine;

/** How far a backup is proven by the run that takes it. */
public enum Verify {
  /** By a restore while disk and time allow it, else parsed. */
  AUTO,
  /** Read back whole and compared with its digests. */
  CHECKSUM,
  /** And parsed by pg_restore. */
  PARSE,
  /** And restored and compared. */
  RESTORE
}
