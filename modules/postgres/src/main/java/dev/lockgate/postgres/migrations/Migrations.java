package dev.lockgate.postgres.migrations;

import dev.lockgate.core.migration.AppliedMigration;
import dev.lockgate.core.migration.ChangedMigration;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.migration.Progress;
import dev.lockgate.core.migration.Ran;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.BadInputs.Problem;
import dev.lockgate.core.step.Unsafe;
import dev.lockgate.postgres.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/** The migrations of a folder, beside a database. */
public final class Migrations {
  private final MigrationFolder folder;
  private final Database database;
  private final Map<String, MigrationFile> byScript;

  private Migrations(MigrationFolder folder, Database database) {
    this.folder = folder;
    this.database = database;
    this.byScript =
        folder.files().stream()
            .collect(Collectors.toMap(MigrationFile::script, Function.identity()));
  }

  /** The migrations of a folder, beside a database; nothing is opened yet. */
  public static Migrations of(MigrationFolder folder, Database database) {
    return new Migrations(folder, database);
  }

  /** The files. */
  public MigrationFolder folder() {
    return folder;
  }

  /**
   * What the database's history says, beside the files; changes nothing.
   *
   * @throws Unsafe {@code no-default-schema} when the search path leads to no schema
   * @throws BadInputs {@code migration-unreadable} when Flyway cannot read a file
   */
  public MigrationState state() {
    var history = database.read(History::read);
    if (history.schema().isEmpty()) {
      throw new Unsafe(
          "no-default-schema",
          database.url().place()
              + " has no schema that the role `"
              + database.url().user()
              + "` would create tables in: none of its search_path exists or may be used.",
          "Nothing was changed. Set the role's search_path, or grant it usage: `grant usage, create"
              + " on schema public to …`.");
    }
    var infos = infos();
    var pending = new ArrayList<MigrationFile>();
    var outOfOrder = new ArrayList<MigrationFile>();
    var changed = new ArrayList<ChangedMigration>();
    var missing = new ArrayList<AppliedMigration>();
    for (var info : infos) {
      var file = byScript.get(info.getScript());
      var row =
          history.rows().stream()
              .filter(r -> Integer.valueOf(r.rank()).equals(info.getInstalledRank()))
              .findFirst();
      switch (info.getState()) {
        case PENDING -> add(pending, file);
        case IGNORED -> add(outOfOrder, file);
        case MISSING_SUCCESS, MISSING_FAILED, FUTURE_SUCCESS, FUTURE_FAILED ->
            row.filter(r -> !r.isBaseline()).ifPresent(missing::add);
        default -> {
          // applied, superseded, below a baseline: told by the rows themselves
        }
      }
      if (row.isPresent() && info.isVersioned() && file != null && !info.isChecksumMatching()) {
        changed.add(new ChangedMigration(row.get(), file, info.getResolvedChecksum()));
      }
    }
    return new MigrationState(
        history.schema(),
        history.exists(),
        history.empty(),
        history.version(),
        history.rows(),
        pending,
        changed,
        missing,
        outOfOrder);
  }

  /**
   * Runs everything pending: in one transaction when every file is transactional, else file by
   * file.
   *
   * @param progress told of each file; what it throws stops the run
   * @return what ran, in order
   * @throws dev.lockgate.core.step.StepFailure with its own code for each cause; says at which
   *     version the database stands
   */
  public List<Ran> migrate(Progress progress) {
    return new MigrationRun(database, folder, Optional.empty()).run(progress);
  }

  /**
   * Runs everything pending on a shadow, each file by itself, and lets somebody look on.
   *
   * @param progress told of each file
   * @throws dev.lockgate.core.step.StepFailure with its own code for each cause
   */
  public List<Ran> rehearse(Progress progress, StatementWatch watch) {
    return new MigrationRun(database, folder, Optional.of(watch)).run(progress);
  }

  /**
   * Brings an empty database to where a history says another one is: the same files, in the order
   * of that history, repeatable ones included.
   *
   * @param state of the other database, read with the files of this folder
   * @param onto an empty database, such as a shadow
   * @return what the history names and the files cannot give: without a file, changed since, or
   *     hidden under a baseline; empty when the replay is exact
   */
  public List<AppliedMigration> replay(MigrationState state, Database onto) {
    return new Replay(folder.files(), state, onto).run();
  }

  private List<MigrationInfo> infos() {
    try {
      var flyway = FlywaySetup.over(folder.files(), database::connectReadOnly).load();
      return List.of(flyway.info().all());
    } catch (FlywayException e) {
      throw unreadable(e);
    }
  }

  private BadInputs unreadable(FlywayException e) {
    return new BadInputs(
        "migration-unreadable",
        new Problem("migrations", "Flyway cannot read `" + folder.place() + "`: " + e.getMessage()),
        "Nothing was changed. Correct the file that Flyway names.");
  }

  private static void add(
      List<MigrationFile> files, @org.jspecify.annotations.Nullable MigrationFile file) {
    if (file != null) {
      files.add(file);
    }
  }
}
