package dev.lockgate.postgres;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.database.Tls;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Unsafe;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.PreferQueryMode;

/** Opens sessions: the properties of the driver, then our settings by SET. */
final class Sessions {
  /** Held, so that its level stays: pgjdbc would print what our messages say better. */
  private static final Logger PGJDBC = Logger.getLogger("org.postgresql");

  static {
    PGJDBC.setLevel(Level.OFF);
  }

  private final DatabaseUrl url;
  private final Database.Session session;
  private final Tls tls;
  private final String application;
  private final Cancellation cancellation;
  private final AtomicBoolean direct;
  private boolean keepingPlans;

  /**
   * Sessions of a server.
   *
   * @param direct whether the server is known to give us sessions; set once it is
   */
  Sessions(
      DatabaseUrl url,
      Database.Session session,
      Tls tls,
      String application,
      Cancellation cancellation,
      AtomicBoolean direct) {
    this.url = url;
    this.session = session;
    this.tls = tls;
    this.application = application;
    this.cancellation = cancellation;
    this.direct = direct;
  }

  /**
   * With prepared statements that outlive changes of the schema, as the driver had them before
   * 42.7.5: for a session whose own questions read none of what is changed.
   */
  Sessions keepingPlans() {
    keepingPlans = true;
    return this;
  }

  /** A session with our settings, registered to be cancelled and closed with the run. */
  Connection open(boolean readOnly) {
    return LeasedConnection.of(fresh(readOnly), cancellation, Connection::close);
  }

  /** The same, or one that waited for its next use, made as new. */
  Connection borrow(boolean readOnly, KeptSessions kept) {
    cancellation.check();
    var connection =
        kept.take(readOnly)
            .filter(waited -> isAsNew(waited, readOnly))
            .orElseGet(() -> fresh(readOnly));
    return LeasedConnection.of(connection, cancellation, session -> kept.give(readOnly, session));
  }

  private boolean isAsNew(Connection connection, boolean readOnly) {
    try (var statement = connection.createStatement()) {
      statement.execute("discard all");
      configure(connection, major(connection, url), readOnly);
      return true;
    } catch (SQLException _) {
      close(connection);
      return false;
    }
  }

  private Connection fresh(boolean readOnly) {
    var connection = connect(PreferQueryMode.EXTENDED);
    try {
      var major = major(connection, url);
      probe(connection);
      configure(connection, major, readOnly);
      return connection;
    } catch (SQLException e) {
      close(connection);
      throw new SqlFailures(url, cancellation).of(e, SqlFailures.NOTHING_WAS_CHANGED);
    } catch (RuntimeException e) {
      close(connection);
      throw e;
    }
  }

  /** Before the first setting, which would stay in a pooler's session for others to find. */
  private void probe(Connection connection) throws SQLException {
    if (!direct.get()) {
      new PoolerProbe(url).check(connection, () -> connect(PreferQueryMode.SIMPLE));
      direct.set(true);
    }
  }

  /** A session as the server gives it. */
  private Connection connect(PreferQueryMode mode) {
    cancellation.check();
    try {
      var properties = properties();
      PGProperty.PREFER_QUERY_MODE.set(properties, mode.value());
      var connection = new Driver().connect(jdbcUrl(), properties);
      if (connection == null) {
        throw new IllegalStateException("pgjdbc does not know its own URL");
      }
      return connection;
    } catch (SQLException e) {
      throw new SqlFailures(url, cancellation).of(e, SqlFailures.NOTHING_WAS_CHANGED);
    }
  }

  private String jdbcUrl() {
    var host = url.socketFolder().isPresent() ? "localhost" : url.host();
    return "jdbc:postgresql://"
        + (host.contains(":") ? "[" + host + "]" : host)
        + ":"
        + url.port()
        + "/"
        + URLEncoder.encode(url.database(), StandardCharsets.UTF_8);
  }

  private Properties properties() {
    var properties = new Properties();
    PGProperty.USER.set(properties, url.user());
    PGProperty.PASSWORD.set(properties, url.password().reveal());
    PGProperty.APPLICATION_NAME.set(properties, application);
    PGProperty.CONNECT_TIMEOUT.set(properties, seconds(session.connect()));
    PGProperty.LOGIN_TIMEOUT.set(properties, seconds(session.connect()));
    PGProperty.CANCEL_SIGNAL_TIMEOUT.set(properties, 2);
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    PGProperty.FLUSH_CACHE_ON_DDL.set(properties, !keepingPlans);
    encryption(properties);
    sockets(properties);
    copy("options", PGProperty.OPTIONS, properties);
    copy("channel_binding", PGProperty.CHANNEL_BINDING, properties);
    copy("channelBinding", PGProperty.CHANNEL_BINDING, properties);
    return properties;
  }

  private void encryption(Properties properties) {
    var mode = tls.mode(url);
    PGProperty.SSL_MODE.set(properties, mode.word());
    if (mode.verifies()) {
      PGProperty.SSL_ROOT_CERT.set(properties, TrustedRoots.file(tls, url).toString());
    }
    copy("sslcert", PGProperty.SSL_CERT, properties);
    copy("sslkey", PGProperty.SSL_KEY, properties);
    copy("sslpassword", PGProperty.SSL_PASSWORD, properties);
  }

  private void sockets(Properties properties) {
    var folder = url.socketFolder();
    PGProperty.SOCKET_FACTORY.set(
        properties,
        folder.isPresent()
            ? "org.newsclub.net.unix.AFUNIXSocketFactory$FactoryArg"
            : WatchedSockets.class.getName());
    if (folder.isPresent()) {
      var socket = folder.get().resolve(".s.PGSQL." + url.port());
      PGProperty.SOCKET_FACTORY_ARG.set(properties, socket.toString());
    }
  }

  private void copy(String parameter, PGProperty property, Properties properties) {
    var value = url.parameters().get(parameter);
    if (value != null) {
      property.set(properties, value);
    }
  }

  /**
   * In the session, since what a role or a database has as its default would end ours; in one
   * statement, since each costs a way to the server and back.
   */
  private void configure(Connection connection, Major major, boolean readOnly) throws SQLException {
    var settings = new LinkedHashMap<String, String>();
    settings.put("application_name", application);
    settings.put("statement_timeout", millis(session.statement()));
    settings.put("lock_timeout", millis(session.lock()));
    settings.put("idle_in_transaction_session_timeout", "0");
    settings.put("idle_session_timeout", "0");
    settings.put("tcp_keepalives_idle", "30");
    settings.put("tcp_keepalives_interval", "10");
    if (major.number() >= 17) {
      settings.put("transaction_timeout", "0");
    }
    if (readOnly) {
      settings.put("default_transaction_read_only", "on");
    }
    if (!url.searchPath().isEmpty()) {
      settings.put("search_path", quoted());
    }
    var calls = Collections.nCopies(settings.size(), "pg_catalog.set_config(?, ?, false)");
    try (var set = connection.prepareStatement("select " + String.join(", ", calls))) {
      int number = 0;
      for (var setting : settings.entrySet()) {
        set.setString(++number, setting.getKey());
        set.setString(++number, setting.getValue());
      }
      set.executeQuery().close();
    }
  }

  private String quoted() {
    return url.searchPath().stream()
        .map(name -> "\"" + name.replace("\"", "\"\"") + "\"")
        .collect(Collectors.joining(", "));
  }

  /** What the server said of itself when the session began. */
  static Major major(Connection connection, DatabaseUrl url) throws SQLException {
    int number = connection.getMetaData().getDatabaseMajorVersion();
    return Major.ofServer(number * 10_000).orElseThrow(() -> unknown(number, url));
  }

  private static Unsafe unknown(int number, DatabaseUrl url) {
    var majors = Major.values();
    int oldest = majors[0].number();
    int newest = majors[majors.length - 1].number();
    var what =
        url.place()
            + " is PostgreSQL "
            + number
            + "; this version of Lockgate works with "
            + oldest
            + " to "
            + newest
            + ".";
    return number > newest
        ? new Unsafe(
            "server-too-new",
            what,
            "Nothing was changed. Use a release of Lockgate that ships client programs of "
                + number
                + "; an older client cannot be trusted to read a newer server.")
        : new Unsafe(
            "server-too-old",
            what,
            "Nothing was changed. Upgrade the server to " + oldest + " or newer.");
  }

  private static int seconds(Duration duration) {
    return (int) Math.min(Integer.MAX_VALUE / 1000, duration.plusMillis(999).toSeconds());
  }

  private static String millis(Duration duration) {
    return Long.toString(Math.min(Integer.MAX_VALUE, duration.toMillis()));
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException _) {
      // the failure that led here says more
    }
  }
}
