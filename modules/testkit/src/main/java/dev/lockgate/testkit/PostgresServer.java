package dev.lockgate.testkit;

import dev.lockgate.core.database.Major;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A real PostgreSQL server on 127.0.0.1 with the superuser {@code postgres}, whose password is
 * {@code secret} over TCP and not asked for over the Unix socket.
 */
public final class PostgresServer {
  /** The superuser's password. */
  public static final String PASSWORD = "secret";

  private static final Map<Major, PostgresServer> RUNNING = new ConcurrentHashMap<>();
  private static final Duration START = Duration.ofSeconds(60);

  private final int port;
  private final String place;
  private final DataFolder folder;
  private final BooleanSupplier alive;
  private final Supplier<String> log;
  private final AtomicInteger databases = new AtomicInteger();

  /**
   * A server that is starting.
   *
   * @param port where this JVM reaches it on 127.0.0.1
   * @param place host and port as they stand in {@link #url}
   */
  PostgresServer(
      int port, String place, DataFolder folder, BooleanSupplier alive, Supplier<String> log) {
    this.port = port;
    this.place = place;
    this.folder = folder;
    this.alive = alive;
    this.log = log;
  }

  /** The running server of that major, shared by the JVM; the first call starts it. */
  public static PostgresServer of(Major major) {
    return RUNNING.computeIfAbsent(major, PostgresServer::start);
  }

  /** TCP port on 127.0.0.1 of this machine, and the number in the socket's name. */
  public int port() {
    return port;
  }

  /** Folder of the Unix socket. */
  public Path socketFolder() {
    return folder.socket();
  }

  /** Address of a database for the superuser, in the libpq form. */
  public String url(String database) {
    return url(database, "postgres", PASSWORD);
  }

  /** Address of a database for any role, in the libpq form. */
  public String url(String database, String user, String password) {
    return "postgresql://" + user + ":" + password + "@" + place + "/" + database;
  }

  /** Creates an empty database and returns its name. */
  public String freshDatabase() {
    var name = "test_" + databases.incrementAndGet();
    execute("postgres", "create database " + name + " template template0");
    return name;
  }

  /** Runs statements, each on its own, as the superuser. */
  public void execute(String database, String... statements) {
    try (var connection = connect(database);
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /**
   * Runs a script as the superuser. The server takes it apart, since pgjdbc leaves whole what
   * follows a {@code BEGIN ATOMIC}.
   */
  public void script(String database, String text) {
    try (var connection = open(database, "simple");
        var statement = connection.createStatement()) {
      statement.execute(text);
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** The rows of a query as text, {@code null} written as {@code "null"}. */
  public List<List<String>> rows(String database, String query) {
    try (var connection = connect(database);
        var statement = connection.createStatement();
        var result = statement.executeQuery(query)) {
      var rows = new ArrayList<List<String>>();
      while (result.next()) {
        var row = new ArrayList<String>();
        for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
          row.add(String.valueOf(result.getString(column)));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** The first column of the only row of a query, as text. */
  public String value(String database, String query) {
    var rows = rows(database, query);
    if (rows.size() != 1) {
      throw new IllegalStateException(rows.size() + " rows instead of one: " + query);
    }
    return rows.getFirst().getFirst();
  }

  /** Opens a session of the superuser. */
  public Connection connect(String database) {
    try {
      return open(database);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot connect to " + database + ": " + e.getMessage(), e);
    }
  }

  /** All that the server has logged so far. */
  public String log() {
    return log.get();
  }

  private Connection open(String database) throws SQLException {
    return open(database, "extended");
  }

  private Connection open(String database, String queryMode) throws SQLException {
    var properties = new Properties();
    properties.setProperty("preferQueryMode", queryMode);
    properties.setProperty("user", "postgres");
    properties.setProperty("password", PASSWORD);
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:"
            + port()
            + "/"
            + URLEncoder.encode(database, StandardCharsets.UTF_8),
        properties);
  }

  private static PostgresServer start(Major major) {
    var process = ServerProcess.start(major);
    var server =
        new PostgresServer(
            process.port(),
            "127.0.0.1:" + process.port(),
            process.folder(),
            process.process()::isAlive,
            process::log);
    server.awaitReady();
    return server;
  }

  void awaitReady() {
    var deadline = Instant.now().plus(START);
    while (true) {
      try (var _ = open("postgres")) {
        return;
      } catch (SQLException e) {
        if (!alive.getAsBoolean() || Instant.now().isAfter(deadline)) {
          throw new IllegalStateException("PostgreSQL did not start: " + log(), e);
        }
      }
      sleep();
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
