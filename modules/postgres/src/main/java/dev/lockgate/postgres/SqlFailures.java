package dev.lockgate.postgres;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepFailure;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Tells an SQL error in our words, with a code of its own for each cause a person can act on. */
final class SqlFailures {
  static final String NOTHING_WAS_CHANGED = "Nothing was changed.";

  private final DatabaseUrl url;
  private final Cancellation cancellation;
  private final LineFailures line;

  SqlFailures(DatabaseUrl url, Cancellation cancellation) {
    this(url, cancellation, Surroundings.inContainer());
  }

  SqlFailures(DatabaseUrl url, Cancellation cancellation, boolean inContainer) {
    this.url = url;
    this.cancellation = cancellation;
    this.line = new LineFailures(url, inContainer);
  }

  /**
   * What an error means.
   *
   * @param state says what was changed, such as "Nothing was changed."
   * @throws Cancellation.Cancelled when the run was cancelled, which is then the cause
   */
  StepFailure of(SQLException error, String state) {
    cancellation.check();
    return line.of(error, state).orElseGet(() -> ofServer(error, state));
  }

  private StepFailure ofServer(SQLException error, String state) {
    var sqlState = String.valueOf(error.getSQLState());
    return switch (sqlState) {
      case "28P01" ->
          url.password().isEmpty()
              ? line.passwordMissing(error, state)
              : wrongPassword(error, state);
      case "28000" -> refusedRole(error, state);
      case "3D000" ->
          told(
              "unknown-database",
              "has no database `" + url.database() + "`",
              "Correct the name at the end of the URL, or create the database.",
              error,
              state);
      case "42501" ->
          told(
              "permission-denied",
              "denied the user `" + url.user() + "` a right",
              "Grant the right that the server names, or use a role that has it.",
              error,
              state);
      case "53300" ->
          told(
              "too-many-connections",
              "has no connection left for the user `" + url.user() + "`",
              "Run the step again when fewer sessions are open; see `pg_stat_activity` for who"
                  + " holds them. A role's own limit shows in `\\du`.",
              error,
              state);
      case "57014" -> cancelled(error, state);
      case "55P03" ->
          told(
              "lock-timeout",
              "did not give a lock in time, since another session holds it",
              "Wait for the other session to end (`pg_stat_activity`, `pg_blocking_pids`) and run"
                  + " the step again, or raise `lock-timeout`.",
              error,
              state);
      case "25006" ->
          told(
              "read-only-replica",
              "takes no writes: it is a replica, or its transactions are read-only by default",
              "Give the address of the primary.",
              error,
              state);
      case "57P01", "57P02", "57P05", "25P03", "25P04" ->
          told(
              "session-ended",
              "ended our session",
              "Somebody stopped the server or ended the session. Run the step again once the server"
                  + " is up.",
              error,
              state);
      case "57P03" ->
          told(
              "server-not-ready",
              "is starting up, recovering or shutting down",
              "Run the step again in a few minutes.",
              error,
              state);
      default ->
          told(
              "database-error",
              "answered with an error",
              "Read the server's words above (SQLSTATE " + sqlState + ").",
              error,
              state);
    };
  }

  private StepFailure refusedRole(SQLException error, String state) {
    if (String.valueOf(error.getMessage()).contains("pg_hba.conf")) {
      return told(
          "no-pg-hba-entry",
          "does not let the user `" + url.user() + "` in from this address",
          "Allow the runner's address: in the provider's list of allowed networks, or by a line in"
              + " the server's pg_hba.conf. If the server's words end in \"no encryption\", ask for"
              + " encryption with `?sslmode=require` (or stricter) at the end of the URL.",
          error,
          state);
    }
    return told(
        "role-refused",
        "does not let the user `" + url.user() + "` log in",
        "Check the user in the URL: the role must exist and have LOGIN.",
        error,
        state);
  }

  private StepFailure cancelled(SQLException error, String state) {
    if (String.valueOf(error.getMessage()).contains("statement timeout")) {
      return told(
          "statement-timeout",
          "stopped a statement that ran longer than `statement-timeout` allows",
          "Raise `statement-timeout`, or make the statement cheaper.",
          error,
          state);
    }
    return told(
        "statement-cancelled",
        "stopped a statement because somebody cancelled it",
        "Ask who cancels statements of `lockgate` on this server, then run the step again.",
        error,
        state);
  }

  private StepFailure wrongPassword(SQLException error, String state) {
    return told(
        "wrong-password",
        "refused the password of the user `" + url.user() + "`",
        "Check the secret that holds the URL. In a URL, special characters of a password are"
            + " percent-encoded: `@` is `%40`, `/` is `%2F`, `%` is `%25`.",
        error,
        state);
  }

  private StepFailure told(
      String code, String what, String remedy, SQLException error, String state) {
    return new OutsideFailed(
        code,
        url.place() + " " + what + ". PostgreSQL says: " + serverWords(error),
        state + " " + remedy,
        error);
  }

  /** The primary message alone: details and hints may hold values of rows. */
  private static String serverWords(SQLException error) {
    var server = error instanceof PSQLException e ? e.getServerErrorMessage() : null;
    return Optional.ofNullable(server)
        .map(ServerErrorMessage::getMessage)
        .orElse(String.valueOf(error.getMessage()));
  }
}
