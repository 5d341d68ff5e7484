package dev.lockgate.postgres.migrations;

import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.Progress;
import dev.lockgate.core.migration.Ran;
import dev.lockgate.core.migration.SqlText;
import dev.lockgate.core.migration.TransactionRules;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.postgres.Database;
import java.sql.Connection;
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
  private final Optional<StatementWatch> watch;
  private final Map<String, MigrationFile> byScript;
  private final List<Ran> ran = new ArrayList<>();

  private @Nullable MigrationFile current;
  private int statement;
  private long began;

  /**
   * A run; nothing is opened yet.
   *
   * @param watch looks on, file by file, so that each file's locks can be told apart
   */
  MigrationRun(Database database, MigrationFolder folder, Optional<StatementWatch> watch) {
    this.database = database;
    this.folder = folder;
    this.watch = watch;
    this.byScript =
        folder.files().stream()
            .collect(Collectors.toMap(MigrationFile::script, Function.identity()));
  }

  List<Ran> run(Progress progress) {
    var before = Migrations.of(folder, database).state();
    if (before.pending().isEmpty()) {
      return List.of();
    }
    try (var blockers = Blockers.watch(database)) {
      try {
        FlywaySetup.over(folder.files(), () -> blockers.watching(database.connect()))
            .group(before.onePiece() && watch.isEmpty())
            .callbacks(new Listener(progress))
            .load()
            .migrate();
        return List.copyOf(ran);
      } catch (FlywayException e) {
        watch.ifPresent(one -> failed(one, e));
        throw told(e, new MigrationFailures(database, before, folder, blockers));
      }
    }
  }

  private void failed(StatementWatch one, FlywayException e) {
    if (current != null) {
      one.failed(current, statement, MigrationFailures.sqlCause(e));
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
    private final Progress progress;

    Listener(Progress progress) {
      this.progress = progress;
    }

    @Override
    public boolean supports(Event event, Context context) {
      return switch (event) {
        case BEFORE_EACH_MIGRATE, AFTER_EACH_MIGRATE, AFTER_EACH_MIGRATE_STATEMENT -> true;
        default -> false;
      };
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
      return true;
    }

    @Override
    public void handle(Event event, Context context) {
      var file = byScript.get(context.getMigrationInfo().getScript());
      if (file == null) {
        return;
      }
      switch (event) {
        case BEFORE_EACH_MIGRATE -> {
          current = file;
          statement = 0;
          began = System.nanoTime();
          progress.begins(file);
          setTimeouts(context.getConnection(), file);
          watched(one -> one.begins(context.getConnection(), file));
        }
        case AFTER_EACH_MIGRATE -> {
          ran.add(new Ran(file, Duration.ofNanos(System.nanoTime() - began)));
          progress.ended(ran.getLast());
        }
        default -> {
          watched(one -> ran(one, context, file));
          statement++;
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

    @Override
    public String getCallbackName() {
      return "lockgate";
    }
  }

  /**
   * Set anew for each file, since the file before it may have changed them. A concurrent statement
   * waits for older transactions without holding anyone up, and a lock timeout would leave an
   * invalid index behind: it waits as long as the statement timeout allows.
   */
  private void setTimeouts(Connection connection, MigrationFile file) {
    boolean concurrent =
        SqlText.statements(file.sql()).stream().anyMatch(TransactionRules::isConcurrent);
    var session = database.session();
    try (var statement = connection.createStatement()) {
      var lock = concurrent ? Duration.ZERO : session.lock();
      set(statement, "lock_timeout", lock);
      set(statement, "statement_timeout", session.statement());
    } catch (SQLException e) {
      throw database.failure(e, "The migration had not begun.");
    }
  }

  private static void set(java.sql.Statement statement, String setting, Duration value)
      throws SQLException {
    statement.execute("set " + setting + " = " + value.toMillis());
    try (var result =
        statement.executeQuery(
            "select setting from pg_catalog.pg_settings where name = '" + setting + "'")) {
      result.next();
      if (result.getLong(1) != value.toMillis()) {
        throw new SQLException(setting + " stayed at " + result.getLong(1) + " ms");
      }
    }
  }
}
