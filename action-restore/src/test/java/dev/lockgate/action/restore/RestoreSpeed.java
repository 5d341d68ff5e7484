package dev.lockgate.action.restore;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.report.Report;
import dev.lockgate.postgres.programs.Programs;
import dev.lockgate.testkit.speed.Cost;
import dev.lockgate.testkit.speed.MixedRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A benchmark, not a test: restoring a backup beside {@code pg_restore} of the same rows into an
 * empty database, in turns. The command is {@code ./mvnw -Pbench-restore -DskipTests -pl
 * action-restore -am package}; {@code -Dbench.orders=4000000} and {@code -Dbench.rounds=3} are its
 * defaults.
 */
final class RestoreSpeed {
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
  private static final String FACT = "name=Restore and comparison, value=";

  private RestoreSpeed() {}

  static void main() throws IOException {
    var workspace = Files.createTempDirectory("bench-restore");
    var bench = new Bench(Major.V17, workspace);
    var orders = Integer.getInteger("bench.orders", MixedRows.ORDERS);
    var database = MixedRows.in(bench.server, orders);
    var archive = workspace.resolve("plain.dump");
    theirs("pg_dump", "--format=custom", "--compress=0", "--file=" + archive, bench.url(database));
    bench.backup(database, "verify", "checksum", "content-hash", "off");
    System.out.printf(
        Locale.ROOT,
        "%n%,d orders, an uncompressed archive of %s; analyze is part of what we load, and of what"
            + " stands beside it%n%n",
        orders,
        Cost.megabytes(Files.size(archive)));
    System.out.println(
        "| round | pg_restore and analyze | our load, analyze and comparison | ratio | whole step |"
            + " load |");
    System.out.println("|---|---|---|---|---|---|");
    for (int round = 1; round <= ROUNDS; round++) {
      round(bench, database, archive, round);
    }
  }

  private static void round(Bench bench, String database, Path archive, int round) {
    var load = Cost.load();
    var empty = bench.server.freshDatabase();
    var began = System.nanoTime();
    theirs("pg_restore", "--exit-on-error", "--dbname=" + bench.url(empty), archive.toString());
    bench.server.execute(empty, "analyze");
    var theirs = seconds(began);
    bench.server.execute("postgres", "drop database " + empty);
    var phases = new ArrayList<String>();
    var start = System.nanoTime();
    bench.heard = line -> phases.add("%5.1f s  %s".formatted(seconds(start), line));
    var report = bench.restored(database);
    var whole = seconds(start);
    var ours = loading(report);
    System.out.printf(
        Locale.ROOT,
        "| %d | %.1f s | %.1f s | %.2f | %.1f s | %s |%n",
        round,
        theirs,
        ours,
        ours / theirs,
        whole,
        load);
    bench.server.execute("postgres", "drop database " + Bench.output(report, "old-database"));
    if (round == ROUNDS) {
      System.out.println("\nThe last one, by what it said and when:\n");
      phases.forEach(System.out::println);
    }
  }

  /** As the report tells it. */
  private static double loading(Report report) {
    var text = report.blocks().toString();
    var at = text.indexOf(FACT) + FACT.length();
    return Double.parseDouble(text.substring(at, text.indexOf(' ', at)));
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static void theirs(String program, String... words) {
    var command = new ArrayList<>(Programs.locate().client(17, program));
    command.addAll(List.of(words));
    var _ = Cost.of(command);
  }
}
