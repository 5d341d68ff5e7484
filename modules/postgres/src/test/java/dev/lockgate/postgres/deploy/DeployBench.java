package dev.lockgate.postgres.deploy;

import dev.lockgate.core.audit.AuditLog;
import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.deploy.Deploy;
import dev.lockgate.core.deploy.DeployOrder;
import dev.lockgate.core.deploy.SafetyBackup;
import dev.lockgate.core.deploy.SafetyBackupRule;
import dev.lockgate.core.deploy.SchemaVersionRule;
import dev.lockgate.core.deploy.Seed;
import dev.lockgate.core.deploy.SmokeExpectations;
import dev.lockgate.core.diff.Rehearsal;
import dev.lockgate.core.report.Block;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.Run;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.audit.PostgresAudit;
import dev.lockgate.postgres.migrations.MigrationFolder;
import dev.lockgate.postgres.migrations.Migrations;
import dev.lockgate.postgres.migrations.Retry;
import dev.lockgate.testkit.CuttingProxy;
import dev.lockgate.testkit.CuttingProxy.When;
import dev.lockgate.testkit.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** A folder of migrations, a database of its own, and deploys from one to the other. */
final class DeployBench {
  final PostgresServer server;
  final String name;
  final Path workspace;
  final Cancellation cancellation = new Cancellation();
  final List<String> log = Collections.synchronizedList(new ArrayList<>());

  String url;
  DeployOrder order = DeployOrder.PLAIN;
  Consumer<String> watcher = _ -> {};
  Retry retry = Retry.NONE;
  Clock clock = Clock.systemUTC();
  Function<Database, Optional<Rehearsal>> rehearsal = _ -> Optional.empty();

  DeployBench(Major major, Path workspace) {
    this.server = PostgresServer.of(major);
    this.name = server.freshDatabase();
    this.workspace = workspace;
    this.url = server.url(name);
  }

  DeployBench file(String file, String sql) {
    try {
      var path = workspace.resolve("migrations").resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, sql);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  DeployBench environment(String environment) {
    order =
        new DeployOrder(
            environment,
            environment.equals("production"),
            order.schemaVersion(),
            order.seed(),
            order.smoke(),
            true,
            environment.equals("production"),
            order.identity(),
            order.slow());
    return this;
  }

  DeployBench seed(boolean allowed, String sql) {
    var seed = new Seed(true, allowed, List.of(new Seed.File("db/seed.sql", sql)));
    return with(order.schemaVersion(), seed, order.smoke());
  }

  DeployBench expecting(SmokeExpectations expectations) {
    return with(order.schemaVersion(), order.seed(), expectations);
  }

  DeployBench application(String version, String bypass) {
    return with(new SchemaVersionRule(version, bypass), order.seed(), order.smoke());
  }

  private DeployBench with(SchemaVersionRule version, Seed seed, SmokeExpectations smoke) {
    order =
        new DeployOrder(
            order.environment(),
            order.production(),
            version,
            seed,
            smoke,
            order.driftFree(),
            order.secured(),
            order.identity(),
            order.slow());
    return this;
  }

  Outcome deploy() {
    var database = database();
    AuditLog audit = new PostgresAudit(database);
    var migrations = Migrations.of(MigrationFolder.open(workspace, ""), database, retry);
    var backup =
        new SafetyBackup(
            new SafetyBackupRule.None("a test"),
            Optional.empty(),
            () -> {
              throw new AssertionError("no backup was asked for");
            },
            clock);
    return new Deploy(
            new PostgresTarget(database, migrations, audit, cancellation),
            audit,
            order,
            new Deploy.Parts(backup, rehearsal.apply(database), List.of(), _ -> ""),
            clock,
            context())
        .run();
  }

  Database database() {
    return new Database(
        DatabaseUrl.parse(url),
        new Database.Session(Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ZERO),
        cancellation);
  }

  String value(String query) {
    return server.value(name, query);
  }

  /** Deploys, and is killed when a line of the log appears. */
  void killedAt(String line) {
    var direct = url;
    try (var proxy = through(When.BY_HAND, "")) {
      watcher =
          logged -> {
            if (logged.contains(line)) {
              proxy.kill();
              throw new Killed();
            }
          };
      deploy();
      throw new AssertionError("`" + line + "` was not logged: " + log);
    } catch (StepFailure | Killed _) {
      // the process is gone; what its sessions held goes with them
    } finally {
      watcher = _ -> {};
      url = direct;
    }
    awaitNoSession();
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private void awaitNoSession() {
    for (int i = 0; i < 400; i++) {
      if (server
          .value("postgres", "select count(*) from pg_stat_activity where datname = '" + name + "'")
          .equals("0")) {
        return;
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    throw new AssertionError("a session stayed");
  }

  /** From now on deploys go through a proxy that cuts. */
  CuttingProxy through(When when, String marker) {
    var proxy = new CuttingProxy(server.port(), marker, when);
    url = server.url(name).replace(":" + server.port() + "/", ":" + proxy.port() + "/");
    return proxy;
  }

  List<String> tables() {
    return server
        .rows(
            name,
            "select relname from pg_class c join pg_namespace n on n.oid = relnamespace where"
                + " relkind = 'r' and nspname = 'public' and relname <> 'flyway_schema_history'"
                + " order by 1")
        .stream()
        .map(List::getFirst)
        .toList();
  }

  String version() {
    return value(
        "select coalesce((select max(version::int) from flyway_schema_history where success), 0)");
  }

  /** All that a reader of the summary sees. */
  static String text(Outcome outcome) {
    var text = new StringBuilder();
    for (var block : outcome.report().blocks()) {
      text.append(block instanceof Block.Text(var words) ? words : block.toString()).append('\n');
    }
    return text.toString();
  }

  /** Waits for a line of the log, at most twenty seconds. */
  void await(String line) throws InterruptedException {
    for (int i = 0; i < 400; i++) {
      if (List.copyOf(log).stream().anyMatch(one -> one.contains(line))) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("`" + line + "` was not logged: " + log);
  }

  private StepContext context() {
    var run =
        new Run(
            "deploy",
            "alice",
            "shop/shop",
            "c0ffee",
            "refs/heads/main",
            "push",
            "https://github.com/shop/shop/actions/runs/4711",
            "4711",
            1);
    return new StepContext(run, workspace, workspace, new Lines(), cancellation);
  }

  private final class Lines implements Log {
    @Override
    public void info(String line) {
      log.add(line);
      watcher.accept(line);
    }

    @Override
    public void untrusted(String text) {
      log.add(text);
    }
  }
}
