package dev.lockgate.postgres.catalog;

import dev.lockgate.core.database.Major;
import dev.lockgate.testkit.PostgresServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long two large schemas take to be read and compared, on catalogs that nobody analyzed. Each
 * size is measured in a JVM of its own, which has done nothing before: see {@link SchemaBenchRun}.
 * The command is {@code ./mvnw -Pbench-schema -DskipTests -pl modules/postgres -am package}; {@code
 * -Dbench.tables=1000,10000}, {@code -Dbench.heap=384m} and {@code -Dbench.major=17} are its
 * defaults.
 */
final class SchemaBench {
  private final PostgresServer server;

  private SchemaBench(PostgresServer server) {
    this.server = server;
  }

  static void main() throws Exception {
    var major = Major.valueOf("V" + System.getProperty("bench.major", "17"));
    var server = PostgresServer.of(major);
    server.execute("postgres", "alter system set autovacuum = off", "select pg_reload_conf()");
    for (var tables : System.getProperty("bench.tables", "1000,10000").split(",", -1)) {
      new SchemaBench(server).run(new LargeSchema(Integer.parseInt(tables)));
    }
  }

  private void run(LargeSchema schema) throws IOException, InterruptedException {
    IO.println("[bench] building two databases of %d tables ...".formatted(schema.tables()));
    var current = server.freshDatabase();
    var desired = current + "_desired";
    server.execute(current, schema.statements().toArray(String[]::new));
    server.execute("postgres", "create database " + desired + " template " + current);
    server.execute(desired, schema.changes().toArray(String[]::new));
    server.execute("postgres", "checkpoint"); // else it would be written while we measure
    measure(Integer.toString(schema.tables()), server.url(current), server.url(desired));
    server.execute("postgres", "drop database " + current, "drop database " + desired);
  }

  private static void measure(String tables, String current, String desired)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(SchemaBenchRun.class.getName());
    var began = Long.toString(System.currentTimeMillis());
    command.addAll(List.of(tables, current, desired, began));
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IllegalStateException("the measurement failed");
    }
  }

  /** Those of this JVM. */
  private static List<String> options() {
    return Stream.concat(
            ManagementFactory.getRuntimeMXBean().getInputArguments().stream(),
            Stream.of("-Drounds=" + Integer.getInteger("rounds", 5)))
        .toList();
  }
}
