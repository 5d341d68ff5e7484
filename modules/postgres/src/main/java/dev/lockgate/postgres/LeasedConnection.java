package dev.lockgate.postgres;

import dev.lockgate.core.step.Cancellation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLState;

/** A connection that is cancelled and closed with the run, until it is closed by its user. */
final class LeasedConnection implements InvocationHandler {
  private final Connection connection;
  private final Cancellation.Registration registration;
  private final GiveBack back;
  private boolean returned;

  /** What becomes of a connection that its user closes. */
  interface GiveBack {
    void give(Connection connection) throws SQLException;
  }

  private LeasedConnection(
      Connection connection, Cancellation.Registration registration, GiveBack back) {
    this.connection = connection;
    this.registration = registration;
    this.back = back;
  }

  static Connection of(Connection connection, Cancellation cancellation, GiveBack back) {
    var registration = cancellation.register(() -> stop(connection));
    return (Connection)
        Proxy.newProxyInstance(
            LeasedConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new LeasedConnection(connection, registration, back));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    var name = method.getName();
    if (returned) {
      return afterwards(name);
    }
    if (name.equals("close") || name.equals("abort")) {
      registration.close();
    }
    if (name.equals("close")) {
      returned = true;
      back.give(connection);
      return null;
    }
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  /** What was given back may be another's by now. */
  private static @Nullable Object afterwards(String method) throws SQLException {
    return switch (method) {
      case "close", "abort" -> null;
      case "isClosed" -> true;
      default ->
          throw new SQLException(
              "This connection has been closed.", PSQLState.CONNECTION_DOES_NOT_EXIST.getState());
    };
  }

  /** Cancels what the backend is doing, so that its locks go; then cuts the line. */
  private static void stop(Connection connection) {
    try {
      connection.unwrap(PGConnection.class).cancelQuery();
    } catch (SQLException _) {
      // cutting the line below ends it, too
    }
    try {
      connection.abort(Runnable::run);
    } catch (SQLException _) {
      // closed already
    }
  }
}
