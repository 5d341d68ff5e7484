package dev.lockgate.postgres.deploy;

import dev.lockgate.core.audit.AuditEntry;
import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.deploy.DeployTarget;
import dev.lockgate.core.deploy.SmokeExpectations;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.migration.Progress;
import dev.lockgate.core.migration.Ran;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.audit.PostgresAudit;
import dev.lockgate.postgres.migrations.MigrationFolder;
import dev.lockgate.postgres.migrations.Migrations;
import dev.lockgate.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;

/**
 * What a deploy of many small migrations costs beside plain Flyway, and what each guarantee costs.
 * The command is {@code ./mvnw -Pbench-deploy -DskipTests -pl modules/postgres -am package}; {@code
 * -Dbench.files=200} and {@code -Dbench.rounds=5} are its defaults. All rounds run in one JVM, the
 * first is not counted; each round runs everything once, so that what else the machine does meets
 * all alike. {@code -Dbench.fresh=plain}, {@code defaults} or {@code deploy} runs that alone, once,
 * in a fresh JVM.
 */
final class DeployCost {
  private static final int FILES = Integer.getInteger("bench.files", 200);
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);

  private static final String PLAIN = "plain Flyway, its defaults";
  private static final String PLAIN_GROUP = "plain Flyway, one group";
  private static final String DEPLOY = "deploy without shadow and backup";

  private final PostgresServer server = PostgresServer.of(Major.V17);
  private final Path workspace;
  private final Map<String, List<Long>> times = new LinkedHashMap<>();

  private DeployCost(Path workspace) {
    this.workspace = workspace;
  }

  static void main() throws IOException {
    var cost = new DeployCost(Files.createTempDirectory("bench-deploy"));
    cost.write();
    switch (System.getProperty("bench.fresh", "")) {
      case "plain" -> cost.plain(true);
      case "defaults" -> cost.plain(false);
      case "deploy" -> cost.whole();
      default -> cost.rounds();
    }
    cost.tell();
  }

  private void rounds() {
    for (int round = 0; round <= ROUNDS; round++) {
      if (round == 1) {
        times.clear(); // the first one warmed up
      }
      plain(false);
      plain(true);
      whole();
      parts();
    }
  }

  private void write() throws IOException {
    var folder = Files.createDirectories(workspace.resolve("migrations"));
    for (int i = 1; i <= FILES; i++) {
      Files.writeString(
          folder.resolve("V%d__t%d.sql".formatted(i, i)),
          "create table t%d (id int primary key, name text);%nalter table t%d add column more int;%n"
              .formatted(i, i));
    }
  }

  /** As a user runs it with nothing set, and in one transaction as a deploy does. */
  private void plain(boolean group) {
    var name = server.freshDatabase();
    time(
        group ? PLAIN_GROUP : PLAIN,
        () ->
            Flyway.configure()
                .dataSource(
                    "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.port(), name),
                    "postgres",
                    PostgresServer.PASSWORD)
                .locations("filesystem:" + workspace.resolve("migrations"))
                .group(group)
                .load()
                .migrate());
  }

  private void whole() {
    var bench = new DeployBench(Major.V17, workspace);
    time(
        DEPLOY,
        () -> {
          if (!(bench.environment("bench").deploy() instanceof Outcome.Passed)) {
            throw new IllegalStateException("the deploy did not pass");
          }
        });
  }

  /** The same steps one by one, on a database of their own. */
  private void parts() {
    var database =
        new Database(
            DatabaseUrl.parse(server.url(server.freshDatabase())),
            Database.Session.DEFAULT,
            new Cancellation());
    var audit = new PostgresAudit(database);
    var folder = new ArrayList<MigrationFolder>();
    time("  read the folder", () -> folder.add(MigrationFolder.open(workspace, "")));
    var migrations = Migrations.of(folder.getFirst(), database);
    var target = new PostgresTarget(database, migrations, audit, new Cancellation());
    var lease = new ArrayList<DeployTarget.Lease>();
    time("  direct session proven, deploy lock", () -> lease.add(target.lock("bench")));
    var state = new ArrayList<MigrationState>();
    time("  state of the history", () -> state.add(target.state()));
    var before = state.getFirst();
    time("  preflight, identity, posture", () -> target.preflight(before));
    time("  audit row", () -> audit.append(entry()));
    time("  identity stamp", () -> target.stamp("bench"));
    var ran = new ArrayList<Ran>();
    time("  migrate", () -> ran.addAll(target.migrate(before, Progress.SILENT)));
    time("  history read again", () -> target.after(before));
    time("  texts kept", () -> target.keepTexts(ran));
    time("  schema read", target::snapshot);
    time("  smoke check", () -> target.smoke(SmokeExpectations.NONE, List.of()));
    time("  statistics", target::statistics);
    lease.getFirst().close();
  }

  private static AuditEntry entry() {
    return new AuditEntry(
        "deploy",
        AuditEntry.Outcome.STARTED,
        "bench",
        "",
        "",
        "",
        "",
        "",
        Instant.now(),
        Instant.now(),
        Map.of());
  }

  private void time(String what, Runnable work) {
    long began = System.nanoTime();
    work.run();
    times
        .computeIfAbsent(what, _ -> new ArrayList<>())
        .add(Duration.ofNanos(System.nanoTime() - began).toMillis());
  }

  private void tell() {
    times.forEach(
        (what, taken) -> IO.println("[bench] %-40s %6d ms".formatted(what, median(taken))));
    if (times.containsKey(DEPLOY)) {
      compare(PLAIN_GROUP);
      compare(PLAIN);
    }
  }

  private void compare(String plain) {
    if (times.containsKey(plain)) {
      IO.println(
          "[bench] %d migrations, median of %d rounds: a deploy takes %.2f times as long as %s"
              .formatted(
                  FILES, ROUNDS, (double) medianOf(DEPLOY) / Math.max(1, medianOf(plain)), plain));
    }
  }

  private long medianOf(String what) {
    return median(times.getOrDefault(what, List.of(0L)));
  }

  private static long median(List<Long> taken) {
    var sorted = taken.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
