package dev.lockgate.action.backup;

import dev.lockgate.core.database.Major;
import dev.lockgate.postgres.programs.Programs;
import dev.lockgate.testkit.PostgresServer;
import dev.lockgate.testkit.speed.Cost;
import dev.lockgate.testkit.speed.MixedRows;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/**
 * A benchmark, not a test: a backup beside {@code pg_dump} by hand, in turns, each in processes of
 * its own. The command is {@code ./mvnw -Pbench-backup -DskipTests -pl action-backup -am package};
 * {@code -Dbench.orders=4000000} and {@code -Dbench.rounds=3} are its defaults.
 */
final class BackupSpeed {
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
  private static final String REFERENCE = "pg_dump -Fc -Z0 | zstd -3 | tee FILE | sha256sum";
  private static final String GZIP = "pg_dump -Fc (gzip 6) > FILE";
  private static final String STORED = "Lockgate, counted and stored";
  private static final String READ_BACK = "Lockgate, and read back (verify: checksum)";
  private static final String HASHED = "Lockgate, and content hashes";
  private static final String SMALLER = "Lockgate, counted and stored, compression-level: 3";

  private final PostgresServer server = PostgresServer.of(Major.V17);
  private final String database =
      MixedRows.in(server, Integer.getInteger("bench.orders", MixedRows.ORDERS));
  private final Path workspace;
  private String classPath = "";
  private final Map<String, List<Row>> rows = new LinkedHashMap<>();

  private BackupSpeed(Path workspace) {
    this.workspace = workspace;
  }

  /** What one run took; its server's sessions are counted apart. */
  private record Row(
      Duration wall, Duration cpu, Duration server, long memory, String programs, String load) {}

  static void main() throws IOException {
    var speed = new BackupSpeed(Files.createTempDirectory("bench-backup"));
    speed.archiveClasses();
    speed.size();
    for (int round = 1; round <= ROUNDS; round++) {
      speed.theirs(REFERENCE, " --compress=0 | zstd -q -3 | tee %s | sha256sum");
      speed.ours();
      speed.theirs(GZIP, " > %s");
    }
    speed.tell();
  }

  /** The images have a start-up archive, which takes jars and no folders. */
  private void archiveClasses() {
    var jar = ToolProvider.findFirst("jar").orElseThrow();
    var path = new ArrayList<String>();
    for (var entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (Files.isDirectory(Path.of(entry))) {
        var file = workspace.resolve(path.size() + ".jar").toString();
        if (jar.run(System.out, System.err, "-c", "-0", "-f", file, "-C", entry, ".") != 0) {
          throw new IllegalStateException("no jar of " + entry);
        }
        path.add(file);
      } else {
        path.add(entry);
      }
    }
    classPath = String.join(File.pathSeparator, path);
    var small = MixedRows.in(server, 1000);
    var _ = Cost.of(java(small, "-XX:ArchiveClassesAtExit=", "verify", "parse"));
    server.execute("postgres", "drop database " + small);
    delete(workspace.resolve("backups"));
  }

  private void size() throws IOException {
    var file = workspace.resolve("plain");
    Cost.of(List.of("sh", "-c", dump() + " --compress=0 > " + file));
    System.out.printf(
        Locale.ROOT,
        "%nA database of %s, whose uncompressed archive has %s; %d rounds, medians; load of the"
            + " machine when each began%n%n",
        server.value("postgres", "select pg_size_pretty(pg_database_size('" + database + "'))"),
        Cost.megabytes(Files.size(file)),
        ROUNDS);
    Files.delete(file);
  }

  /** What anybody would type. */
  private String dump() {
    return Programs.locate().client(17, "pg_dump").stream().collect(Collectors.joining(" "))
        + " --format=custom --dbname="
        + server.url(database);
  }

  private void theirs(String name, String rest) {
    var file = workspace.resolve("theirs");
    var load = Cost.load();
    var before = serverTime();
    var cost = Cost.of(List.of("sh", "-c", dump() + rest.formatted(file)));
    add(name, row(cost, before, load));
    delete(file);
  }

  private void ours() {
    add(READ_BACK, ours(STORED, "content-hash", "off"));
    add(HASHED, ours("", "content-hash", "on"));
    var _ = ours(SMALLER, "content-hash", "off", "compression-level", "3");
    delete(workspace.resolve("backups"));
  }

  /**
   * One backup.
   *
   * @param stored the row of what it took until the archive was stored; empty for none
   */
  private Row ours(String stored, String... inputs) {
    var load = Cost.load();
    var before = serverTime();
    var cost = Cost.of(java(database, "-XX:SharedArchiveFile=", inputs));
    var whole = row(cost, before, load);
    if (!stored.isEmpty()) {
      var mark = mark(cost);
      add(
          stored,
          new Row(
              Duration.ofMillis(mark.getFirst()),
              Duration.ofMillis(mark.getLast()),
              whole.server(),
              whole.memory(),
              whole.programs(),
              load));
    }
    return whole;
  }

  /** As the images start it. */
  private List<String> java(String of, String archive, String... inputs) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(System.getProperty("bench.java").split(" ")));
    command.addAll(List.of(archive + workspace.resolve("classes.jsa"), "-Xlog:disable"));
    command.add("-Dlockgate.root=" + System.getProperty("lockgate.root"));
    command.add("-Dlockgate.rootfs=" + Programs.locate().rootfs().folder());
    command.addAll(List.of("-cp", classPath, MeasuredBackup.class.getName()));
    command.addAll(List.of("Wrote ", workspace.toString(), "database-url", server.url(of)));
    command.addAll(List.of("store", "file:backups", "verify", "checksum"));
    command.addAll(List.of(inputs));
    return command;
  }

  private static List<Long> mark(Cost cost) {
    return cost.output().stream()
        .filter(line -> line.startsWith(MeasuredBackup.MARK))
        .map(line -> line.substring(MeasuredBackup.MARK.length()).split(" "))
        .map(words -> List.of(Long.parseLong(words[0]), Long.parseLong(words[1])))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no mark in " + cost.output()));
  }

  private Row row(Cost cost, Duration before, String load) {
    return new Row(
        cost.wall(), cost.cpu(), serverTime().minus(before), cost.memory(), cost.programs(), load);
  }

  private Duration serverTime() {
    try {
      var folder = Path.of(server.value("postgres", "show data_directory"));
      return Cost.ofEndedChildren(Files.readAllLines(folder.resolve("postmaster.pid")).getFirst());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String name, Row row) {
    rows.computeIfAbsent(name, _ -> new ArrayList<>()).add(row);
  }

  private void tell() {
    System.out.println(
        "| | wall s | CPU s | wall, of the pipe | CPU, of the pipe | server CPU s | memory at once"
            + " | peak of each program | load |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    var pipe = median(REFERENCE);
    for (var name : rows.keySet()) {
      var row = median(name);
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %s | %.2f | %.2f | %s | %s | %s | %s |%n",
          name,
          Cost.seconds(row.wall()),
          Cost.seconds(row.cpu()),
          (double) row.wall().toMillis() / pipe.wall().toMillis(),
          (double) row.cpu().toMillis() / pipe.cpu().toMillis(),
          Cost.seconds(row.server()),
          Cost.megabytes(row.memory()),
          row.programs(),
          rows.getOrDefault(name, List.of()).stream()
              .map(Row::load)
              .collect(Collectors.joining(" ")));
    }
    var ours = median(STORED);
    var gzip = (double) median(GZIP).cpu().toMillis();
    System.out.printf(
        Locale.ROOT,
        "%nCPU is that of the client's programs; the server's sessions, which do the same for each,"
            + " are apart.%nWanted: wall at most 1.15 of the pipe (%.2f), CPU at most 1.20 (%.2f),"
            + " gzip at least 2.50 times our CPU (%.2f; at level 3 %.2f; the pipe itself %.2f),"
            + " memory at most 256 MB (%s)%n",
        (double) ours.wall().toMillis() / pipe.wall().toMillis(),
        (double) ours.cpu().toMillis() / pipe.cpu().toMillis(),
        gzip / ours.cpu().toMillis(),
        gzip / median(SMALLER).cpu().toMillis(),
        gzip / pipe.cpu().toMillis(),
        Cost.megabytes(median(READ_BACK).memory()));
  }

  /** Each column's own median would mix runs: the run of median CPU stands for all. */
  private Row median(String name) {
    var sorted =
        rows.getOrDefault(name, List.of()).stream().sorted(Comparator.comparing(Row::cpu)).toList();
    return sorted.get(sorted.size() / 2);
  }

  private static void delete(Path path) {
    try (var files = Files.walk(path)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
