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

/** A connection that is cancelled and closed with the run, until it is closed by its user. */
final class LeasedConnection implements InvocationHandler {
  private final Connection connection;
  private final Cancellation.Registration registration;

  private LeasedConnection(Connection connection, Cancellation.Registration registration) {
    this.connection = connection;
    this.registration = registration;
  }

  static Connection of(Connection connection, Cancellation cancellation) {
    var registration = cancellation.register(() -> stop(connection));
    return (Connection)
        Proxy.newProxyInstance(
            LeasedConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new LeasedConnection(connection, registration));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getName().equals("close") || method.getName().equals("abort")) {
      registration.close();
    }
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
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
