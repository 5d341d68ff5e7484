package dev.lockgate.postgres.programs;

import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.core.step.Unsafe;

/** What can go wrong with a client program, in our words. */
final class ArchiveFailures {
  private ArchiveFailures() {}

  static Unsafe tooNew(int archiveWriter) {
    return new Unsafe(
        "archive-too-new",
        "The archive was written by pg_dump "
            + archiveWriter
            + ", which is newer than the programs of this version of Lockgate.",
        "Nothing was changed. Use the release of Lockgate that wrote the backup, or a newer one.");
  }

  static Unsafe unreadable(Child.Ended ended) {
    return new Unsafe(
        "archive-unreadable",
        "The archive cannot be read to its end: " + ended.words() + ".",
        "Nothing was changed. Do not rely on this backup; take a new one or use another.");
  }

  /** A dump that ended early; the server was only read. */
  static StepFailure dump(String place, Child.Ended ended) {
    var failed = "Dumping " + place + " failed: " + ended.words() + ".";
    // pg_dump bounds its LOCK TABLE by statement_timeout
    if (ended.errors().contains("canceling statement due to")
        && ended.errors().contains("LOCK TABLE")) {
      return new OutsideFailed(
          "lock-timeout",
          failed,
          "Nothing was changed and no backup was made. Another session holds a lock on a table that"
              + " the dump must read: wait for it to end, or raise `lock-wait-timeout`.");
    }
    var conflict = ReplicaFailure.in(ended.errors());
    if (conflict.isPresent()) {
      return conflict.get();
    }
    if (ended.errors().contains("permission denied")) {
      return new OutsideFailed(
          "permission-denied",
          failed,
          "Nothing was changed and no backup was made. Grant the role the right to read all of the"
              + " database, such as membership in `pg_read_all_data`.");
    }
    return new OutsideFailed(
        "dump-failed",
        failed,
        "Nothing was changed and no backup was made. Run the step again once the cause above is"
            + " gone.");
  }

  /** A restore that ended early, in a database that must not be used as it is. */
  static StepFailure restore(String place, Child.Ended ended, boolean wasOneTransaction) {
    return new OutsideFailed(
        "restore-failed",
        "Restoring into " + place + " failed: " + ended.words() + ".",
        wasOneTransaction
            ? "It was one transaction and PostgreSQL rolled it back. Correct the cause above and run"
                + " the step again."
            : "The database it was restoring into is incomplete: drop it. Correct the cause above"
                + " and run the step again.");
  }
}
