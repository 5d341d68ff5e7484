package dev.lockgate.postgres.catalog;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.schema.LeftOut;
import dev.lockgate.core.schema.SchemaComparison;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.postgres.Database;
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
 * Reads and compares two schemas in a JVM that is as fresh as a step's: first once, as a step does
 * it, then again and again. Each time opens its own two sessions, whose caches are empty.
 */
final class SchemaBenchRun {
  private static final int ROUNDS = Integer.getInteger("rounds", 5);

  private final String current;
  private final String desired;

  private SchemaBenchRun(String current, String desired) {
    this.current = current;
    this.desired = desired;
  }

  /**
   * Measures.
   *
   * @param given how many tables, both addresses, and when this JVM was started
   */
  static void main(String[] given) throws Exception {
    var run = new SchemaBenchRun(given[1], given[2]);
    var began = System.nanoTime();
    var size = run.compare();
    var first = since(began);
    var whole = System.currentTimeMillis() - Long.parseLong(given[3]);
    var most = mostMemory();
    long busy = busy();
    tell(
        given[0],
        "%d facts, %d differences, %d queries a side"
            .formatted(size.facts(), size.differences(), run.queries()));
    tell(
        given[0],
        "first run in a fresh JVM: %d ms (%d ms with the start of the JVM; this process kept a core busy for %d ms), at most %d MB"
            .formatted(first, whole, busy, most));
    long before = busy();
    var times = run.repeated();
    tell(
        given[0],
        "repeated: %d ms (median of %d; %d to %d; %d ms of a core each), at most %d MB"
            .formatted(
                times[ROUNDS / 2],
                ROUNDS,
                times[0],
                times[ROUNDS - 1],
                (busy() - before) / ROUNDS,
                mostMemory()));
  }

  private static void tell(String tables, String what) {
    IO.println("[bench] " + tables + " tables: " + what);
  }

  private long[] repeated() {
    var times = new long[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      var began = System.nanoTime();
      compare();
      times[round] = since(began);
    }
    Arrays.sort(times);
    return times;
  }

  /** What this process has used of all cores; tells more than a clock on a machine with others. */
  private static long busy() {
    return ProcessHandle.current().info().totalCpuDuration().map(Duration::toMillis).orElseThrow();
  }

  private static long since(long began) {
    return Duration.ofNanos(System.nanoTime() - began).toMillis();
  }

  /** Of the first side, and of what differs; what was read is not kept. */
  private record Size(int facts, int differences) {}

  private Size compare() {
    var sides = BothSides.read(database(current), database(desired), LeftOut.ours());
    var comparison = SchemaComparison.of(sides.current(), sides.desired());
    return new Size(sides.current().facts().size(), comparison.differences().size());
  }

  private static Database database(String url) {
    return new Database(DatabaseUrl.parse(url), Database.Session.DEFAULT, new Cancellation());
  }

  /** Statements that one reading sends. */
  private int queries() {
    var sent = new AtomicInteger();
    return database(current)
        .read(session -> {
          CatalogReader.read(counting(session, Connection.class, sent), LeftOut.ours());
          return sent.get();
        });
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
