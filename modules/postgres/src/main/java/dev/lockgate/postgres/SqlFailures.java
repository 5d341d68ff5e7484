package dev.lockgate.postgres;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepFailure;
import java.sql.SQLException;

/** Tells an SQL error in our words, with a code of its own for each cause a person can act on. */
final class SqlFailures {
  static final String NOTHING_WAS_CHANGED = "Nothing was changed.";

  private final DatabaseUrl url;
  private final Cancellation cancellation;

  SqlFailures(DatabaseUrl url, Cancellation cancellation) {
    this.url = url;
    this.cancellation = cancellation;
  }

  StepFailure of(SQLException error, String state) {
    cancellation.check();
    return new OutsideFailed(
        "database-error",
        url.place() + ": " + error.getMessage() + " (SQLSTATE " + error.getSQLState() + ")",
        state + " Read the server's message above.",
        error);
  }
}
