package dev.lockgate.postgres.migrations;

import dev.lockgate.core.migration.AppliedMigration;
import dev.lockgate.core.migration.ChangedMigration;
import dev.lockgate.core.migration.LeftIndex;
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
  private final Retry retry;
  private final Map<String, MigrationFile> byScript;

  private Migrations(MigrationFolder folder, Database database, Retry retry) {
    this.folder = folder;
    this.database = database;
    this.retry = retry;
    this.byScript =
        folder.files().stream()
            .collect(Collectors.toMap(MigrationFile::script, Function.identity()));
  }

  /** The migrations of a folder, beside a database; nothing is opened yet. */
  public static Migrations of(MigrationFolder folder, Database database) {
    return of(folder, database, Retry.DEFAULT);
  }

  /**
   * The same, with its own patience.
   *
   * @param retry how often what failed for a moment's reason is tried again
   */
  public static Migrations of(MigrationFolder folder, Database database, Retry retry) {
    return new Migrations(folder, database, retry);
  }

  /** The files. */
  public MigrationFolder folder() {
    return folder;
  }

  /**
   * What the database's history says, beside the files; changes nothing.
   *
   * @throws Unsafe {@code no-default-schema} when the search path leads to no schema
   * @throws BadInputs {@code migration-unreadable} when Flyway cannot read a file, {@code
   *     mixed-migration} and {@code transaction-control-in-migration} for a pending file that could
   *     not run as one piece
   */
  public MigrationState state() {
    var state = stateOfAll();
    folder.refuse(state.pending());
    return state;
  }

  /**
   * As {@link #state()}, with files that could not run as one piece among the pending ones.
   *
   * @throws Unsafe {@code no-default-schema} when the search path leads to no schema
   * @throws BadInputs {@code migration-unreadable} when Flyway cannot read a file
   */
  public MigrationState stateOfAll() {
    var history = database.read(connection -> History.read(connection, folder.config()));
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
    var byRank =
        history.rows().stream()
            .collect(
                Collectors.toMap(AppliedMigration::rank, Function.identity(), (first, _) -> first));
    var pending = new ArrayList<MigrationFile>();
    var outOfOrder = new ArrayList<MigrationFile>();
    var changed = new ArrayList<ChangedMigration>();
    var missing = new ArrayList<AppliedMigration>();
    for (var info : infos()) {
      var file = byScript.get(info.getScript());
      var row = Optional.ofNullable(info.getInstalledRank()).map(byRank::get);
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
    var rows = history.rows().stream().filter(r -> !isBeginning(r)).toList();
    var state =
        new MigrationState(
            history.schema(),
            history.table(),
            history.exists(),
            history.empty(),
            History.version(rows),
            rows,
            pending,
            changed,
            missing,
            outOfOrder);
    return adoption(rows).map(adoption -> adoption.on(state)).orElse(state);
  }

  /** What another tool applied and Flyway's history does not know; empty in Flyway's own layout. */
  Optional<Adoption> adoption(List<AppliedMigration> known) {
    return OldHistory.of(folder)
        .map(old -> Adoption.of(old, database.read(old::read), known, folder));
  }

  private boolean isBeginning(AppliedMigration row) {
    return folder.layout().isForeign()
        && row.isBaseline()
        && row.version().equals(Adoption.BEGINNING);
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
    return new MigrationRun(database, folder, retry, progress, Optional.empty()).run();
  }

  /**
   * The same from a state that was looked at before, whatever came in between.
   *
   * @param before the state, read since nobody else may migrate
   * @throws Unsafe {@code history-changed} when somebody did all the same
   * @see #migrate(Progress)
   */
  public List<Ran> migrate(MigrationState before, Progress progress) {
    if (!applied().equals(before.applied())) {
      throw new Unsafe(
          "history-changed",
          "The history of %s is not the one that the gates looked at: since then somebody"
                  .formatted(database.url().place())
              + " migrated it by other means, repaired it or edited "
              + before.historyTable()
              + ".",
          "No migration ran. Find out who it was, then run the deploy again: it looks at all gates"
              + " anew.");
    }
    return new MigrationRun(database, folder, retry, progress, Optional.empty()).run(before);
  }

  private List<AppliedMigration> applied() {
    return folder.layout().isForeign()
        ? stateOfAll().applied()
        : database.read(connection -> History.read(connection, folder.config())).rows();
  }

  /**
   * The state after a run that did not fail: the history read again, beside the same files.
   *
   * @param before the state that the run began with
   */
  public MigrationState after(MigrationState before) {
    if (folder.layout().isForeign()) {
      return state();
    }
    var history = database.read(connection -> History.read(connection, folder.config()));
    int last = before.applied().stream().mapToInt(AppliedMigration::rank).max().orElse(0);
    var ran =
        history.rows().stream()
            .filter(row -> row.rank() > last && row.success())
            .map(AppliedMigration::script)
            .collect(Collectors.toSet());
    return new MigrationState(
        history.schema(),
        history.table(),
        history.exists(),
        history.empty(),
        History.version(history.rows()),
        history.rows(),
        before.pending().stream().filter(file -> !ran.contains(file.script())).toList(),
        before.changed(),
        before.missing(),
        before.outOfOrder());
  }

  /**
   * Runs everything pending on a shadow, each file by itself, and lets somebody look on.
   *
   * @param progress told of each file
   * @throws dev.lockgate.core.step.StepFailure with its own code for each cause
   */
  public List<Ran> rehearse(Progress progress, StatementWatch watch) {
    return new MigrationRun(database, folder, Retry.NONE, progress, Optional.of(watch)).run();
  }

  /** What is there already of the indexes that pending files would build concurrently. */
  public List<LeftIndex> leftIndexes(MigrationState state) {
    return state.onePiece()
        ? List.of()
        : database.read(connection -> ConcurrentIndexes.left(connection, state.pending()));
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
    return new Replay(folder, state, onto).run();
  }

  private List<MigrationInfo> infos() {
    try {
      var flyway = FlywaySetup.over(folder, folder.files(), database::connectReadOnly).load();
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
