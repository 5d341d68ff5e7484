package dev.lockgate.postgres.migrations;

import dev.lockgate.core.migration.LeftIndex;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.migration.Progress;
import dev.lockgate.core.migration.Ran;
import dev.lockgate.core.migration.SqlText;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.postgres.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.callback.Warning;
import org.jspecify.annotations.Nullable;

/** One run of everything pending through Flyway, and where it stood when it failed. */
final class MigrationRun {
  private final Database database;
  private final MigrationFolder folder;
  private final Retry retry;
  private final Progress progress;
  private final Optional<OldHistory> oldHistory;
  private final Optional<StatementWatch> watch;
  private final Map<String, MigrationFile> byScript;
  private final List<Ran> ran = new ArrayList<>();

  private @Nullable MigrationFile current;
  private int attempt = 1;
  private int statement;

  /**
   * A run; nothing is opened yet.
   *
   * @param watch looks on, file by file, so that each file's locks can be told apart
   */
  MigrationRun(
      Database database,
      MigrationFolder folder,
      Retry retry,
      Progress progress,
      Optional<StatementWatch> watch) {
    this.database = database;
    this.folder = folder;
    this.retry = retry;
    this.progress = progress;
    this.oldHistory = OldHistory.of(folder);
    this.watch = watch;
    this.byScript =
        folder.files().stream()
            .collect(Collectors.toMap(MigrationFile::script, Function.identity()));
  }

  List<Ran> run() {
    var migrations = Migrations.of(folder, database);
    return run(watch.isEmpty() ? migrations.state() : migrations.stateOfAll());
  }

  /** The same, from a state that was read before, while nobody else could migrate. */
  List<Ran> run(MigrationState before) {
    if (before.pending().isEmpty()) {
      return List.of();
    }
    if (oldHistory.isPresent()) {
      new Recording(database, folder).adopt();
    }
    if (!before.onePiece()) {
      dropLeftIndexes(before);
    }
    var invalidBefore =
        before.onePiece() ? List.<String>of() : database.read(ConcurrentIndexes::invalid);
    try (var blockers = Blockers.watch(database)) {
      while (true) {
        try {
          migrate(before, blockers);
          return List.copyOf(ran);
        } catch (FlywayException e) {
          if (isDoneAllTheSame(e, before, blockers)) {
            return List.copyOf(ran);
          }
          var failures = new MigrationFailures(database, before, folder, blockers);
          if (!mayTryAgain(e, before, invalidBefore)) {
            watch.ifPresent(one -> failed(one, e));
            throw told(e, failures);
          }
          pause(e, blockers);
          attempt++;
        }
      }
    }
  }

  private void failed(StatementWatch one, FlywayException e) {
    if (current != null) {
      one.failed(current, statement, MigrationFailures.sqlCause(e));
    }
  }

  private void migrate(MigrationState before, Blockers blockers) {
    current = null;
    if (before.onePiece() && watch.isEmpty()) {
      ran.clear();
    }
    FlywaySetup.over(folder, folder.files(), () -> blockers.watching(database.connectToMigrate()))
        .group(before.onePiece() && watch.isEmpty())
        .validateOnMigrate(false) // the state is that: what was changed or is missing closes a gate
        .baselineOnMigrate(folder.layout().isForeign())
        .baselineVersion(Adoption.BEGINNING)
        .callbacks(new Listener())
        .load()
        .migrate();
  }

  /** An index that a cut-off build left is of no use, and its file could not run beside it. */
  private void dropLeftIndexes(MigrationState before) {
    database.read(connection -> ConcurrentIndexes.left(connection, before.pending())).stream()
        .filter(left -> left.state() == LeftIndex.State.INVALID)
        .forEach(left -> {
          progress.retries(
              left.index() + " is invalid: left by a build that was cut off, it is dropped first");
          drop(left.index());
        });
  }

  /**
   * A line that broke says nothing of the COMMIT that was on it. Once the session is gone, the
   * history says what became of it.
   */
  private boolean isDoneAllTheSame(FlywayException e, MigrationState before, Blockers blockers) {
    var broken =
        MigrationFailures.sqlCause(e)
            .filter(cause -> String.valueOf(cause.getSQLState()).startsWith("08"));
    if (broken.isEmpty() || database.cancellation().isCancelled()) {
      return false;
    }
    boolean done;
    try {
      blockers.awaitGone(database);
      done = Migrations.of(folder, database).stateOfAll().pending().isEmpty();
    } catch (OutsideFailed gone) {
      throw MigrationFailures.unknown(database, before, gone);
    }
    if (done) {
      progress.retries("the connection broke at the end; the history says that all was committed");
    }
    return done;
  }

  /** Only a whole unit is tried again: a group, a file in its transaction, one lone statement. */
  private boolean mayTryAgain(
      FlywayException e, MigrationState before, List<String> invalidBefore) {
    var momentary = MigrationFailures.sqlCause(e).filter(Retry::isMomentary);
    if (momentary.isEmpty()
        || current == null
        || attempt >= retry.most()
        || database.cancellation().isCancelled()) {
      return false;
    }
    return current.transactional() || (statement == 0 && undone(current, before, invalidBefore));
  }

  /** Takes away what a concurrent build left when it failed, and the row that says so. */
  private boolean undone(MigrationFile file, MigrationState before, List<String> invalidBefore) {
    database.read(ConcurrentIndexes::invalid).stream()
        .filter(index -> !invalidBefore.contains(index))
        .forEach(this::drop);
    return new Recording(database, folder).forgetFailure(file, before.historyTable());
  }

  private void drop(String index) {
    database.run(connection -> {
      try (var statement = connection.createStatement()) {
        statement.execute("set lock_timeout = 0");
        return statement.execute("drop index concurrently if exists " + index);
      }
    });
  }

  private void pause(FlywayException e, Blockers blockers) {
    var pause = retry.pauseAfter(attempt);
    progress.retries(
        "%s (try %d of %d)%s; again in %.1f s"
            .formatted(
                MigrationFailures.sqlCause(e).map(SQLException::getMessage).orElse(""),
                attempt,
                retry.most(),
                blockers.seen().isEmpty()
                    ? ""
                    : ", in its way: " + String.join("; ", blockers.seen()),
                pause.toMillis() / 1000.0));
    long until = System.nanoTime() + pause.toNanos();
    try {
      while (System.nanoTime() < until) {
        database.cancellation().check();
        Thread.sleep(Math.min(100, pause.toMillis()));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private StepFailure told(FlywayException e, MigrationFailures failures) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof StepFailure failure) {
        return failures.between(failure);
      }
    }
    return failures.of(e, current, statement);
  }

  private interface Look {
    void at(StatementWatch watch) throws SQLException;
  }

  /** Follows Flyway from file to file and statement to statement. */
  private final class Listener implements Callback {
    private @Nullable Timeouts timeouts;
    private int statements;
    private long began;
    private long statementBegan;

    @Override
    public boolean supports(Event event, Context context) {
      return switch (event) {
        case BEFORE_EACH_MIGRATE,
            AFTER_EACH_MIGRATE,
            BEFORE_EACH_MIGRATE_STATEMENT,
            AFTER_EACH_MIGRATE_STATEMENT ->
            true;
        default -> false;
      };
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
      return true;
    }

    @Override
    public void handle(Event event, Context context) {
      var info = context.getMigrationInfo();
      var file = info == null ? null : byScript.get(info.getScript());
      if (file == null) {
        return;
      }
      try {
        handle(event, context, file);
      } catch (SQLException e) {
        throw database.failure(e, "");
      }
    }

    private void handle(Event event, Context context, MigrationFile file) throws SQLException {
      var session = database.session();
      switch (event) {
        case BEFORE_EACH_MIGRATE -> {
          current = file;
          statement = 0;
          statements = SqlText.statements(file.sql()).size();
          began = System.nanoTime();
          progress.begins(file);
          timeouts =
              Timeouts.begin(
                  context.getConnection(),
                  session.lock().multipliedBy(attempt),
                  session.statement());
          watched(one -> one.begins(context.getConnection(), file));
        }
        case BEFORE_EACH_MIGRATE_STATEMENT -> {
          statementBegan = System.nanoTime();
          if (timeouts != null) {
            timeouts.before(context.getStatement().getSql(), session.lock());
          }
        }
        case AFTER_EACH_MIGRATE_STATEMENT -> {
          watched(one -> ran(one, context, file));
          statement++;
          if (timeouts != null) {
            timeouts.after();
          }
          if (statements > 1) {
            progress.ran(file, statement, statements, since(statementBegan));
          }
        }
        default -> {
          if (oldHistory.isPresent()) {
            oldHistory.get().record(context.getConnection(), file);
          }
          ran.add(new Ran(file, since(began)));
          progress.ended(ran.getLast());
        }
      }
    }

    private void ran(StatementWatch one, Context context, MigrationFile file) throws SQLException {
      var told = context.getStatement();
      var notices = told.getWarnings().stream().map(Warning::getMessage).toList();
      one.ran(context.getConnection(), file, statement, told.getSql(), notices);
    }

    private void watched(Look look) {
      try {
        if (watch.isPresent()) {
          look.at(watch.get());
        }
      } catch (SQLException e) {
        throw database.failure(e, "The shadow could not be watched; nothing else was changed.");
      }
    }

    private static Duration since(long nanos) {
      return Duration.ofNanos(System.nanoTime() - nanos);
    }

    @Override
    public String getCallbackName() {
      return "lockgate";
    }
  }
}
