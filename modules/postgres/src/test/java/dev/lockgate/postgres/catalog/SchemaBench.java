package dev.lockgate.postgres.catalog;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.schema.LeftOut;
import dev.lockgate.core.schema.SchemaComparison;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.postgres.Database;
import dev.lockgate.testkit.PostgresServer;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long two large schemas take to be read and compared, on catalogs that nobody analyzed. The
 * command is {@code ./mvnw -Pbench-schema -DskipTests -pl modules/postgres -am package}; {@code
 * -Dbench.tables=1000,10000} and {@code -Dbench.heap=384m} are its defaults.
 */
final class SchemaBench {
  private static final int ROUNDS = Integer.getInteger("rounds", 5);

  private final PostgresServer server;
  private final String current;
  private final String desired;

  private SchemaBench(PostgresServer server, LargeSchema schema) {
    this.server = server;
    this.current = server.freshDatabase();
    this.desired = current + "_desired";
    server.execute(current, schema.statements().toArray(String[]::new));
    server.execute("postgres", "create database " + desired + " template " + current);
    server.execute(desired, schema.changes().toArray(String[]::new));
  }

  static void main() throws Exception {
    var server = PostgresServer.of(Major.V17);
    server.execute("postgres", "alter system set autovacuum = off", "select pg_reload_conf()");
    for (var tables : System.getProperty("bench.tables", "1000,10000").split(",", -1)) {
      var schema = new LargeSchema(Integer.parseInt(tables));
      IO.println("[bench] building two databases of " + tables + " tables ...");
      var bench = new SchemaBench(server, schema);
      bench.run(tables);
      server.execute(
          "postgres", "drop database " + bench.current, "drop database " + bench.desired);
    }
  }

  private void run(String tables) throws Exception {
    var times = new long[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      var began = System.nanoTime();
      var comparison = compare();
      times[round] = Duration.ofNanos(System.nanoTime() - began).toMillis();
      if (round == 0) {
        IO.println(
            "[bench] %s tables: %d facts, %d differences, %d queries a side, first run %d ms"
                .formatted(
                    tables,
                    comparison.before().facts().size(),
                    comparison.differences().size(),
                    queries(),
                    times[0]));
      }
    }
    Arrays.sort(times);
    IO.println(
        "[bench] %s tables: both read and compared in %d ms (median of %d; %d to %d), at most %s MB of this process so far"
            .formatted(
                tables, times[ROUNDS / 2], ROUNDS, times[0], times[ROUNDS - 1], mostMemory()));
  }

  private SchemaComparison compare() {
    var sides = BothSides.read(database(current), database(desired), LeftOut.ours());
    return SchemaComparison.of(sides.current(), sides.desired());
  }

  private Database database(String name) {
    var url = DatabaseUrl.parse(server.url(name));
    return new Database(url, Database.Session.DEFAULT, new Cancellation());
  }

  /** Statements that one reading sends. */
  private int queries() throws Exception {
    var sent = new AtomicInteger();
    try (var session = server.connect(current)) {
      CatalogReader.read(counting(session, Connection.class, sent), LeftOut.ours());
    }
    return sent.get();
  }

  private static <T> T counting(Object real, Class<T> type, AtomicInteger sent) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              if (method.getName().startsWith("execute")) {
                sent.incrementAndGet();
              }
              try {
                var result = method.invoke(real, arguments);
                return result instanceof Statement statement && type == Connection.class
                    ? counting(statement, Statement.class, sent)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  /** The most memory that the process ever held, as the kernel counts it. */
  private static long mostMemory() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
              .filter(line -> line.startsWith("VmHWM:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
              .findFirst()
              .orElse(0)
          / 1024;
    }
  }
}
