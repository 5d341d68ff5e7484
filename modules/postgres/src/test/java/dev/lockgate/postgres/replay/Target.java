package dev.lockgate.postgres.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.diff.Diff;
import dev.lockgate.core.drift.Drift;
import dev.lockgate.core.drift.DriftFiles;
import dev.lockgate.core.drift.DriftOrder;
import dev.lockgate.core.drift.DriftOrder.Check;
import dev.lockgate.core.drift.DriftOrder.Source;
import dev.lockgate.core.hazard.Hazard;
import dev.lockgate.core.migration.Progress;
import dev.lockgate.core.snapshot.Scope;
import dev.lockgate.core.snapshot.StoredSchema;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.hazard.LiveTarget;
import dev.lockgate.postgres.migrations.DownScripts;
import dev.lockgate.postgres.migrations.MigrationFolder;
import dev.lockgate.postgres.migrations.Migrations;
import dev.lockgate.postgres.snapshot.SnapshotTable;
import dev.lockgate.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A database and a folder of migrations, with a role that deploys to it. */
final class Target {
  private static final AtomicInteger ROLES = new AtomicInteger();

  private static final DriftOrder ORDER =
      new DriftOrder(
          Source.AUTO, Optional.empty(), EnumSet.complementOf(EnumSet.of(Check.SECURITY)), true);

  private final Map<String, StoredSchema> kept = new TreeMap<>();
  private final Map<String, String> scripts = new TreeMap<>();
  private final PostgresServer server;
  private final String name;
  private final Path workspace;
  private final String deployer;
  private String user;
  private Diff.Rules rules = Diff.Rules.DEFAULT;
  private List<Hazard> hazards = List.of();

  private Target(PostgresServer server, String name, Path workspace, String deployer) {
    this.server = server;
    this.name = name;
    this.workspace = workspace;
    this.deployer = deployer;
    this.user = deployer;
  }

  /** Deployed to by the superuser. */
  static Target plain(Major major, Path workspace) throws IOException {
    Files.createDirectories(workspace.resolve("db/migration"));
    var server = PostgresServer.of(major);
    return new Target(server, server.freshDatabase(), workspace, "postgres");
  }

  /** Deployed to by a role that is no superuser and owns nothing but what it makes. */
  static Target withDeployer(Major major, Path workspace) throws IOException {
    var plain = plain(major, workspace);
    var role = "deployer_" + ROLES.incrementAndGet();
    plain.server.execute(
        plain.name,
        "create role " + role + " login password 'secret'",
        "grant all on schema public to " + role,
        "grant create on database " + plain.name + " to " + role);
    return new Target(plain.server, plain.name, workspace, role);
  }

  Target file(String script, String sql) throws IOException {
    Files.writeString(workspace.resolve("db/migration/" + script), sql);
    return this;
  }

  Target remove(String script) throws IOException {
    Files.delete(workspace.resolve("db/migration/" + script));
    return this;
  }

  /** Something made by hand, as the superuser. */
  Target byHand(String... sql) {
    server.execute(name, sql);
    return this;
  }

  /** A script run by the role that deploys. */
  Target asDeployer(String sql) {
    return byHand("set role " + deployer, sql);
  }

  Target deploy() {
    assertThat(migrations().migrate(Progress.SILENT)).isNotEmpty();
    return this;
  }

  LiveDatabase live() {
    return new LiveDatabase(database(), migrations(), Scope.ALL, this::remembered);
  }

  private StoredSchema remembered(String name) {
    return Objects.requireNonNull(kept.get(name));
  }

  /** Remembers what the last deploy left, under a name that stands for its text. */
  Target keepSnapshot() {
    var name = "snapshot " + kept.size();
    var state = migrations().state();
    kept.put(name, live().now(state));
    new SnapshotTable(database()).keep(name, state.version(), "");
    return this;
  }

  /** What was written, by name. */
  Map<String, String> scripts() {
    return scripts;
  }

  private final class Scripts implements DriftFiles {
    @Override
    public String schema(StoredSchema schema) {
      return "schema.json";
    }

    @Override
    public String sql(String name, String text) {
      scripts.put(name, text);
      return name;
    }
  }

  Outcome drift() {
    try (var shadow = shadow()) {
      return new Drift(live(), shadow, shadow, new Scripts(), Log.SILENT)
          .find(folder().layout(), folder().files(), ORDER);
    }
  }

  Outcome diff() {
    try (var shadow = shadow()) {
      var live = new LiveDatabase(database(), migrations());
      var target = new LiveTarget(database(), migrations(), live::snapshot);
      shadow.withDowns(DownScripts.in(workspace, folder().place()));
      return new Diff(target, shadow, rules, (_, _, told) -> planned(told), Log.SILENT).show();
    }
  }

  /** By what the next diff judges. */
  Target judgedBy(Diff.Rules given) {
    rules = given;
    return this;
  }

  /** What the last diff wrote into its plan. */
  List<Hazard> hazards() {
    return hazards;
  }

  private String planned(List<Hazard> told) {
    hazards = told;
    return "plan.json";
  }

  /** From now on the target is looked at by a role that may only read. */
  LiveDatabase readBy(String role) {
    byHand(
        "do $$ begin create role %1$s login password 'secret'; exception when duplicate_object then null; end $$"
            .formatted(role),
        "grant pg_read_all_data to " + role);
    user = role;
    return live();
  }

  String deployer() {
    return deployer;
  }

  String name() {
    return name;
  }

  PostgresServer server() {
    return server;
  }

  Migrations migrations() {
    return Migrations.of(folder(), database());
  }

  Database database() {
    var url = DatabaseUrl.parse(server.url(name, user, PostgresServer.PASSWORD));
    return new Database(url, Database.Session.DEFAULT, new Cancellation());
  }

  private MigrationFolder folder() {
    return MigrationFolder.open(workspace, "");
  }

  private TargetShadow shadow() {
    return new TargetShadow(database(), folder(), Optional.empty(), new Cancellation());
  }
}
