package dev.lockgate.postgres;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Hosts;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** What can go wrong before a server answers, and when the line to it breaks. */
final class LineFailures {
  private final DatabaseUrl url;
  private final boolean inContainer;
  private final TlsFailures tls;

  LineFailures(DatabaseUrl url, boolean inContainer) {
    this.url = url;
    this.inContainer = inContainer;
    this.tls = new TlsFailures(url);
  }

  /** What an error means; empty when it is the server's own. */
  Optional<StepFailure> of(SQLException error, String state) {
    var sqlState = String.valueOf(error.getSQLState());
    boolean servers = error instanceof PSQLException e && e.getServerErrorMessage() != null;
    if (servers || !sqlState.startsWith("08")) {
      return Optional.empty();
    }
    return tls.of(error, state)
        .or(() -> ofCause(error, state))
        .or(() -> ofState(sqlState, error, state));
  }

  private Optional<StepFailure> ofCause(SQLException error, String state) {
    if (url.socketFolder().isPresent() && has(error, SocketException.class)) {
      return failed(
          "socket-missing",
          "Nobody listens on the Unix socket of " + url.place() + ".",
          "Check the folder and the port in the URL. A step runs in a container of its own, which"
              + " does not see sockets of the machine; connect by TCP there.",
          error,
          state);
    }
    if (has(error, UnknownHostException.class)) {
      return failed(
          "unknown-host",
          "The host of " + url.place() + " is unknown: its name leads to no address.",
          "Check the host in the URL. The name of a service is known only inside a job that"
              + " declares it under `services:`.",
          error,
          state);
    }
    if (has(error, NoRouteToHostException.class)
        || has(error, SocketTimeoutException.class)
        || text(error).contains("unreachable")) {
      return Optional.of(unreachable(error, state));
    }
    if (has(error, ConnectException.class)) {
      return Optional.of(refused(error, state));
    }
    return has(error, IOException.class) ? Optional.of(lost(error, state)) : Optional.empty();
  }

  private Optional<StepFailure> ofState(String sqlState, SQLException error, String state) {
    return switch (sqlState) {
      case "08001" -> Optional.of(unreachable(error, state));
      case "08004" -> Optional.of(passwordMissing(error, state));
      case "08003", "08006" -> Optional.of(lost(error, state));
      default -> Optional.empty();
    };
  }

  /** pgjdbc says so itself, except to a server that asks for the MD5 sum of a password. */
  StepFailure passwordMissing(SQLException error, String state) {
    return new OutsideFailed(
        "password-missing",
        url.place() + " asks for a password and the URL holds none.",
        state
            + " Add it to the secret that holds the URL:"
            + " `postgres://user:password@host:5432/database`.",
        error);
  }

  private StepFailure unreachable(SQLException error, String state) {
    return new OutsideFailed(
        "host-unreachable",
        url.place() + " did not answer within `connect-timeout`, or there is no way to it.",
        state
            + " Check the host and the port in the URL, and whether a firewall lets this runner"
            + " through: hosted runners have changing public addresses, private networks need a"
            + " runner inside them.",
        error);
  }

  private StepFailure refused(SQLException error, String state) {
    if (inContainer && Hosts.isLoopback(url.host())) {
      return new OutsideFailed(
          "localhost-in-container",
          "Nobody listens on "
              + url.place()
              + ": the step runs in a container of its own, where `"
              + url.host()
              + "` is that container.",
          state
              + " For a database under `services:`, use the name of the service and the port inside"
              + " its container, as in `postgres://user:password@db:5432/app` for the service `db`."
              + " For a server on the runner's own machine, use the machine's address in Docker's"
              + " network, usually `172.17.0.1`.",
          error);
    }
    return new OutsideFailed(
        "connection-refused",
        "Nobody listens on " + url.place() + ": the connection was refused.",
        state
            + " Check the port in the URL, that PostgreSQL is running, and that it listens on that"
            + " address (`listen_addresses`).",
        error);
  }

  private StepFailure lost(SQLException error, String state) {
    return new OutsideFailed(
        "connection-lost",
        "The connection to " + url.place() + " broke: " + text(error),
        state + " Check the network and the server's log, then run the step again.",
        error);
  }

  private static Optional<StepFailure> failed(
      String code, String message, String remedy, SQLException error, String state) {
    return Optional.of(new OutsideFailed(code, message, state + " " + remedy, error));
  }

  static boolean has(Throwable error, Class<? extends Throwable> kind) {
    for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  /** The words of the innermost cause. */
  static String text(Throwable error) {
    var innermost = error;
    for (var cause = error.getCause(); cause != null; cause = cause.getCause()) {
      innermost = cause;
    }
    return innermost.getMessage() == null
        ? innermost.getClass().getSimpleName()
        : innermost.getMessage();
  }
}
