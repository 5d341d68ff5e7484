package dev.lockgate.action.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockgate.action.backup.BackupAction;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.report.Report;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.Run;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.postgres.programs.Programs;
import dev.lockgate.runner.Inputs;
import dev.lockgate.testkit.PostgresServer;
import dev.lockgate.testkit.github.GitHubStub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A server, a workspace and the two steps, called as their main classes are called. */
final class Bench {
  final PostgresServer server;
  final Path workspace;
  private final Major major;
  Cancellation cancellation = new Cancellation();

  /** The variables of the process, such as where GitHub is. */
  Map<String, String> environment = Map.of();

  /** What the person typed who dispatched the run; none when it began otherwise. */
  Optional<Set<String>> dispatched = Optional.empty();

  /** Hears every line of a step's log when it is said. */
  Consumer<String> heard = _ -> {};

  private String runId = "";

  Bench(Major major, Path workspace) {
    this(PostgresServer.of(major), major, workspace);
  }

  /** On a server of PostgreSQL 17. */
  Bench(PostgresServer server, Path workspace) {
    this(server, Major.V17, workspace);
  }

  private Bench(PostgresServer server, Major major, Path workspace) {
    this.server = server;
    this.major = major;
    this.workspace = workspace;
  }

  /** A database with one of everything. */
  String shop() {
    var name = server.freshDatabase();
    server.execute(name, resource("shop.sql"));
    return name;
  }

  /** The address of a database of any name. */
  String url(String database) {
    return server.url(URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20"));
  }

  Report backup(String database, String... more) {
    return BackupAction.backup(
            inputs(Map.of("database-url", url(database)), more), context("backup"))
        .report();
  }

  Outcome restore(String database, String... more) {
    // a proof by a restore takes seconds of each test; those that are about it ask for it
    var given = Map.of("database-url", url(database), "safety-verify", "parse");
    return RestoreAction.restore(inputs(given, more), context("restore"), environment);
  }

  /** From here on this is a run that a GitHub knows. */
  void runOn(GitHubStub github) {
    runId = github.runId();
    environment = Map.of("GITHUB_API_URL", github.url());
  }

  /** The details of the audit rows of restores, the oldest first. */
  List<List<String>> audit(String database) {
    return server.rows(
        database,
        "select outcome, details::text from lockgate.audit where step = 'restore' order by id");
  }

  /** Restores with the right words typed, and is surprised when that is blocked. */
  Report restored(String database, String... more) {
    var all = new ArrayList<>(List.of("confirm", "RESTORE"));
    all.addAll(List.of(more));
    return switch (restore(database, all.toArray(String[]::new))) {
      case Outcome.Passed(var report) -> report;
      case Outcome.Blocked(var report, var code) ->
          throw new AssertionError("blocked by " + code + ": " + report);
    };
  }

  private Inputs inputs(Map<String, String> given, String... more) {
    var values = new HashMap<String, String>();
    values.put("store", "file:backups");
    values.putAll(given);
    for (int i = 0; i < more.length; i += 2) {
      values.put(more[i], more[i + 1]);
    }
    return new Inputs(values, workspace, dispatched);
  }

  private StepContext context(String step) {
    var run =
        new Run(step, "ada", "acme/shop", "0".repeat(40), "refs/heads/main", "", "", runId, 1);
    return new StepContext(run, workspace, workspace, new Listening(), cancellation);
  }

  /**
   * All of a database as the shipped pg_dump writes it as text: two databases with the same text
   * are the same, schema and rows.
   */
  String text(String database) {
    var command = new ArrayList<>(Programs.locate().client(major.client(), "pg_dump"));
    command.add("--exclude-schema=lockgate"); // where the restore itself is written down
    command.add("--dbname=" + url(database));
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(text);
      }
      return text.lines()
          .filter(line -> !line.startsWith("\\restrict") && !line.startsWith("\\unrestrict"))
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A failure is expected; what was there must be there afterwards, and nothing more. */
  StepFailure fails(String database, String... more) {
    var before = text(database);
    var all = databases();
    var failure = catchThrowableOfType(StepFailure.class, () -> restored(database, more));
    assertThat(failure).as("a failure").isNotNull();
    assertThat(text(database)).isEqualTo(before);
    assertThat(databases()).isEqualTo(all);
    return failure;
  }

  /** A closed gate is expected; what was there must be there afterwards, and nothing more. */
  Outcome.Blocked blocked(String database, String... more) {
    var before = text(database);
    var all = databases();
    var outcome = restore(database, more);
    assertThat(outcome).isInstanceOf(Outcome.Blocked.class);
    assertThat(text(database)).isEqualTo(before);
    assertThat(databases()).isEqualTo(all);
    return (Outcome.Blocked) outcome;
  }

  /** An output that must be there. */
  static String output(Report report, String name) {
    return Objects.requireNonNull(report.outputs().get(name), name);
  }

  /** The manifests of the store. */
  List<Path> backups() {
    return stored(file -> !file.contains(".proof-"));
  }

  List<Path> proofs() {
    return stored(file -> file.contains(".proof-"));
  }

  private List<Path> stored(Predicate<String> which) {
    try (var files = Files.walk(workspace.resolve("backups"))) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .filter(file -> which.test(file.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> databases() {
    return server.rows("postgres", "select datname from pg_database order by 1").stream()
        .map(List::getFirst)
        .toList();
  }

  private static String resource(String name) {
    try (var in = Bench.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Listening implements Log {
    @Override
    public void info(String line) {
      heard.accept(line);
    }

    @Override
    public void untrusted(String text) {
      // said to nobody
    }
  }
}
