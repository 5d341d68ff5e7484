package dev.lockgate.testkit;

import dev.lockgate.core.database.Major;
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

/**
 * A real PostgreSQL server on 127.0.0.1 with the superuser {@code postgres}, whose password is
 * {@code secret} over TCP and not asked for over the Unix socket; one per major and JVM.
 */
public final class PostgresServer {
  /** The superuser's password. */
  public static final String PASSWORD = "secret";

  private static final Map<Major, PostgresServer> RUNNING = new ConcurrentHashMap<>();
  private static final Duration START = Duration.ofSeconds(60);

  private final ServerProcess server;
  private final AtomicInteger databases = new AtomicInteger();

  private PostgresServer(ServerProcess server) {
    this.server = server;
  }

  /** The running server of that major; the first call in a JVM starts it. */
  public static PostgresServer of(Major major) {
    return RUNNING.computeIfAbsent(major, PostgresServer::start);
  }

  /** TCP port, and the number in the socket's name. */
  public int port() {
    return server.port();
  }

  /** Folder of the Unix socket. */
  public Path socketFolder() {
    return server.folder().resolve("socket");
  }

  /** Address of a database for the superuser, in the libpq form. */
  public String url(String database) {
    return url(database, "postgres", PASSWORD);
  }

  /** Address of a database for any role, in the libpq form. */
  public String url(String database, String user, String password) {
    return "postgresql://" + user + ":" + password + "@127.0.0.1:" + port() + "/" + database;
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
    return server.log();
  }

  private Connection open(String database) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", "postgres");
    properties.setProperty("password", PASSWORD);
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port() + "/" + database, properties);
  }

  private static PostgresServer start(Major major) {
    var server = new PostgresServer(ServerProcess.start(major, PASSWORD));
    server.awaitReady();
    return server;
  }

  private void awaitReady() {
    var deadline = Instant.now().plus(START);
    while (true) {
      try (var _ = open("postgres")) {
        return;
      } catch (SQLException e) {
        if (!server.process().isAlive() || Instant.now().isAfter(deadline)) {
          throw new IllegalStateException("PostgreSQL did not start: " + server.log(), e);
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
