package dev.lockgate.action.restore;

import dev.lockgate.core.database.Major;
import dev.lockgate.postgres.programs.Programs;
import dev.lockgate.testkit.speed.Cost;
import dev.lockgate.testkit.speed.MixedRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
        "| round | pg_restore and analyze | CPU | our load, analyze and comparison | CPU | wall |"
            + " CPU | whole step | load |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    for (int round = 1; round <= ROUNDS; round++) {
      round(bench, database, archive, round);
    }
    System.out.println("\nCPU is that of the client's programs and of the server's sessions.");
  }

  private static void round(Bench bench, String database, Path archive, int round) {
    var load = Cost.load();
    var empty = bench.server.freshDatabase();
    var theirs = new Span(bench);
    theirs("pg_restore", "--exit-on-error", "--dbname=" + bench.url(empty), archive.toString());
    bench.server.execute(empty, "analyze");
    theirs.end();
    bench.server.execute("postgres", "drop database " + empty);
    var phases = new ArrayList<String>();
    var ours = new Span(bench);
    var whole = new Span(bench);
    bench.heard =
        line -> {
          phases.add("%5.1f s  %s".formatted(whole.seconds(), line));
          if (line.startsWith("Creating the database")) {
            ours.begin();
          } else if (line.startsWith("Everything agrees")) {
            ours.end();
          }
        };
    var report = bench.restored(database);
    whole.end();
    System.out.printf(
        Locale.ROOT,
        "| %d | %.1f s | %s s | %.1f s | %s s | %.2f | %.2f | %.1f s | %s |%n",
        round,
        theirs.wall,
        Cost.seconds(theirs.cpu),
        ours.wall,
        Cost.seconds(ours.cpu),
        ours.wall / theirs.wall,
        (double) ours.cpu.toMillis() / theirs.cpu.toMillis(),
        whole.wall,
        load);
    bench.server.execute("postgres", "drop database " + Bench.output(report, "old-database"));
    if (round == ROUNDS) {
      System.out.println("\nThe last one, by what it said and when:\n");
      phases.forEach(System.out::println);
    }
  }

  /** From one moment to another. */
  private static final class Span {
    private final String postmaster;
    private long began;
    private Duration before;
    private double wall;
    private Duration cpu = Duration.ZERO;

    Span(Bench bench) {
      this.postmaster = postmaster(bench);
      this.began = System.nanoTime();
      this.before = used();
    }

    void begin() {
      began = System.nanoTime();
      before = used();
    }

    void end() {
      wall = seconds();
      cpu = used().minus(before);
    }

    double seconds() {
      return (System.nanoTime() - began) / 1e9;
    }

    /** By us and our programs, and by the sessions that the server ended. */
    private Duration used() {
      return Cost.soFar("self").plus(Cost.ofEndedChildren(postmaster));
    }

    private static String postmaster(Bench bench) {
      try {
        var folder = Path.of(bench.server.value("postgres", "show data_directory"));
        return Files.readAllLines(folder.resolve("postmaster.pid")).getFirst();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void theirs(String program, String... words) {
    var command = new ArrayList<>(Programs.locate().client(17, program));
    command.addAll(List.of(words));
    var _ = Cost.of(command);
  }
}
