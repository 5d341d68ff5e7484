package dev.lockgate.postgres.restore;

import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.postgres.Database;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a transaction was committed though the answer to its COMMIT was lost: the server knows
 * what became of every transaction by its number.
 *
 * @param transaction its number
 * @param backend the process that ran it
 */
record CommitQuestion(Database database, String transaction, String backend) {
  private static final Duration SETTLE = Duration.ofSeconds(20);

  /**
   * Asks until the server says.
   *
   * @throws OutsideFailed {@code commit-unknown} when it does not
   */
  boolean committed(SQLException lost) {
    var until = System.nanoTime() + SETTLE.toNanos();
    @Nullable StepFailure unheard = null;
    do {
      try {
        var status = status();
        if (!status.equals("in progress")) {
          return status.equals("committed");
        }
      } catch (StepFailure e) {
        unheard = e;
      }
      pause();
    } while (System.nanoTime() < until);
    throw new OutsideFailed(
        "commit-unknown",
        "The connection was lost while the restore was committed, and the server does not say how it"
            + " ended: "
            + lost.getMessage(),
        "The database is wholly the old one or wholly the restored one. Ask it: `select"
            + " pg_xact_status('"
            + transaction
            + "')` says `committed` when it is restored.",
        unheard);
  }

  private String status() {
    return database.read(session -> {
      Query.texts(
          session,
          "select pg_terminate_backend(pid)::text from pg_stat_activity where pid = ?::int"
              + " and application_name like 'lockgate%'",
          backend);
      return Query.texts(
              session, "select coalesce(pg_xact_status(?::xid8), 'unknown')", transaction)
          .getFirst();
    });
  }

  private static void pause() {
    try {
      Thread.sleep(Duration.ofMillis(200));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
