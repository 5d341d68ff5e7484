package dev.lockgate.postgres.hazard;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.diff.Diff;
import dev.lockgate.core.diff.Rehearsal.Failed;
import dev.lockgate.core.diff.Rehearsal.Ran;
import dev.lockgate.core.diff.Rehearsal.Rehearsed;
import dev.lockgate.core.diff.Target;
import dev.lockgate.core.hazard.Evidence.Weight;
import dev.lockgate.core.hazard.Hazard;
import dev.lockgate.core.hazard.HazardClass;
import dev.lockgate.core.hazard.RowQuestion;
import dev.lockgate.core.hazard.RowQuestion.Answer;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.migration.Progress;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.migrations.MigrationFolder;
import dev.lockgate.postgres.migrations.Migrations;
import dev.lockgate.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs migrations on a database that is its own shadow, and tells their hazards. */
final class CaseRun {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** What changes in the schema is not looked at here. */
  private static final SchemaSnapshot NOT_READ = SchemaSnapshot.of(List.of());

  private final Map<String, String> templates = new HashMap<>();
  private final PostgresServer server;
  private final Path workspace;
  private final Map<String, Weight> weights;

  /**
   * Runs on a server of a major.
   *
   * @param weights what the target is said to hold, by table
   */
  CaseRun(Major major, Path workspace, Map<String, Weight> weights) {
    this.server = PostgresServer.of(major);
    this.workspace = workspace;
    this.weights = weights;
  }

  /**
   * How a case went.
   *
   * @param hazards as the plan has them; none when the migrations do not run
   * @param classes of the hazards and of the findings, and the code of a file that is refused
   * @param title the verdict
   */
  record Went(List<Hazard> hazards, Set<String> classes, String title) {}

  /** Applies the setup, then runs the files in order, each a migration of its own. */
  Went run(String setup, List<String> files) throws IOException {
    var name = "case_" + NUMBER.incrementAndGet();
    server.execute("postgres", "create database " + name + " template " + templateOf(setup));
    for (int i = 0; i < files.size(); i++) {
      write(i + 1, "case", files.get(i));
    }
    try {
      return diff(database(name));
    } finally {
      server.execute("postgres", "drop database " + name + " with (force)");
    }
  }

  /** A database with the setup applied, made once. */
  private String templateOf(String setup) throws IOException {
    empty(workspace.resolve("db/migration"));
    if (!setup.isBlank()) {
      write(0, "setup", setup);
    }
    var known = templates.get(setup);
    if (known != null) {
      return known;
    }
    var template = server.freshDatabase();
    if (!setup.isBlank()) {
      Migrations.of(MigrationFolder.open(workspace, ""), database(template))
          .migrate(Progress.SILENT);
    }
    templates.put(setup, template);
    return template;
  }

  private Database database(String name) {
    var url = DatabaseUrl.parse(server.url(name, "postgres", PostgresServer.PASSWORD));
    return new Database(url, Database.Session.DEFAULT, new Cancellation());
  }

  private void write(int version, String name, String sql) throws IOException {
    Files.writeString(workspace.resolve("db/migration/V%d__%s.sql".formatted(version, name)), sql);
  }

  private static void empty(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (var old = Files.list(folder)) {
      for (var file : old.toList()) {
        Files.delete(file);
      }
    }
  }

  private Went diff(Database database) {
    var hazards = new ArrayList<Hazard>();
    var classes = new TreeSet<String>();
    try {
      var migrations = Migrations.of(MigrationFolder.open(workspace, ""), database);
      Diff.PlanFile plan =
          (_, _, told) -> {
            hazards.addAll(told);
            return "plan.json";
          };
      var target = new Weighed(migrations.stateOfAll(), weights);
      var outcome =
          new Diff(target, _ -> rehearsed(migrations), Diff.Rules.DEFAULT, plan, Log.SILENT).show();
      hazards.forEach(hazard -> classes.add(hazard.kind().word()));
      outcome.report().findings().stream()
          .filter(finding -> HazardClass.of(finding.code()).isPresent())
          .forEach(finding -> classes.add(finding.code()));
      return new Went(hazards, classes, outcome.report().title());
    } catch (BadInputs e) {
      classes.add(e.code());
      return new Went(hazards, classes, String.valueOf(e.getMessage()));
    }
  }

  private static Rehearsed rehearsed(Migrations migrations) {
    var watch = new HazardWatch();
    var begun = new ArrayList<MigrationFile>();
    try {
      migrations.rehearse(begun::add, watch);
    } catch (StepFailure e) {
      var file = begun.isEmpty() ? "" : begun.getLast().path();
      return new Failed(
          file, 1, String.valueOf(e.getMessage()), sqlState(e), List.of(), watch.observed());
    }
    return new Ran(NOT_READ, NOT_READ, List.of(), List.of(), watch.observed(), Optional.empty());
  }

  private static String sqlState(StepFailure failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return "";
  }

  /** A target that is known only by what the test says of it. */
  private record Weighed(MigrationState state, Map<String, Weight> weights) implements Target {
    @Override
    public Source source() {
      return Source.REPLAY;
    }

    @Override
    public String place() {
      return "a case";
    }

    @Override
    public Optional<String> schemaDigest() {
      return Optional.empty();
    }

    @Override
    public Answer ask(RowQuestion question) {
      return new RowQuestion.Unknown("nobody was asked");
    }
  }
}
