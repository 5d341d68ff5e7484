package dev.lockgate.action.restore;

import dev.lockgate.core.database.Major;
import dev.lockgate.postgres.programs.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A benchmark, not a test: restoring a backup beside {@code pg_restore} of the same rows into an
 * empty database, in turns. Run its {@code main} with the class path of this module's tests, and
 * {@code -Drows=3000000} for more rows.
 */
final class RestoreSpeed {
  private RestoreSpeed() {}

  private static String data(int rows) {
    return """
    create table customers as select i as id, md5(i::text) as name, gen_random_uuid() as key,
      repeat(md5((i * 7)::text), 1 + i %% 5) as note from generate_series(1, %1$d / 8) i;
    create table orders as select i as id, 1 + i %% (%1$d / 8) as customer, gen_random_uuid() as key,
      now() - i * interval '1 minute' as placed, jsonb_build_object('sku', md5(i::text), 'n', i %% 9) as lines
      from generate_series(1, %1$d) i;
    alter table customers add primary key (id);
    alter table orders add primary key (id);
    alter table orders add foreign key (customer) references customers;
    create index on orders (customer);
    create index on orders (placed);
    """
        .formatted(rows);
  }

  public static void main(String[] args) throws IOException {
    var rows = Integer.getInteger("rows", 1_000_000);
    var workspace = Files.createTempDirectory("lockgate-speed");
    var bench = new Bench(Major.V17, workspace);
    var database = bench.server.freshDatabase();
    bench.server.execute(database, data(rows).split(";\n"));
    var archive = workspace.resolve("plain.dump");
    run(
        "pg_dump",
        "--format=custom",
        "--compress=0",
        "--file=" + archive,
        "--dbname=" + bench.url(database));
    bench.backup(database);
    System.out.printf(
        Locale.ROOT, "%,d rows, archive of %,d MiB%n", rows, Files.size(archive) >> 20);
    System.out.println(
        "| round | pg_restore into an empty database | our load and comparison | ratio | whole step |");
    System.out.println("|---|---|---|---|---|");
    for (int round = 1; round <= Integer.getInteger("rounds", 3); round++) {
      var empty = bench.server.freshDatabase();
      var theirs =
          time(() ->
              run(
                  "pg_restore",
                  "--exit-on-error",
                  "--dbname=" + bench.url(empty),
                  archive.toString()));
      var began = System.nanoTime();
      var report = bench.restored(database);
      var whole = Duration.ofNanos(System.nanoTime() - began);
      var ours = loading(report.blocks().toString());
      System.out.printf(
          Locale.ROOT,
          "| %d | %.1f s | %.1f s | %.2f | %.1f s |%n",
          round,
          theirs.toMillis() / 1000.0,
          ours,
          ours * 1000 / theirs.toMillis(),
          whole.toMillis() / 1000.0);
      bench.server.execute("postgres", "drop database " + empty);
    }
  }

  /** As the report tells it. */
  private static double loading(String report) {
    var fact = "name=Restore and comparison, value=";
    var at = report.indexOf(fact) + fact.length();
    return Double.parseDouble(report.substring(at, report.indexOf(' ', at)));
  }

  private static Duration time(Work work) throws IOException {
    var began = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void run(String program, String... words) throws IOException {
    var command = new ArrayList<>(Programs.locate().client(17, program));
    command.addAll(List.of(words));
    var process = new ProcessBuilder(command).inheritIO().start();
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException(program + " failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
