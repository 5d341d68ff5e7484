package dev.lockgate.postgres.migrations;

import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.migration.SqlText;
import dev.lockgate.core.step.Cancellation.Cancelled;
import dev.lockgate.core.step.HalfWay;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.postgres.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** Tells why a run of migrations stopped, and at which version the database stands now. */
final class MigrationFailures {
  private final Database database;
  private final MigrationState before;
  private final MigrationFolder folder;
  private final Blockers blockers;
  private Database view;

  MigrationFailures(
      Database database, MigrationState before, MigrationFolder folder, Blockers blockers) {
    this.database = database;
    this.before = before;
    this.folder = folder;
    this.blockers = blockers;
    this.view = database;
  }

  /** A failure of ours that stopped the run between files. */
  StepFailure between(StepFailure failure) {
    return new OutsideFailed(
        failure.code(),
        String.valueOf(failure.getMessage()),
        stands(look()) + " " + failure.remedy(),
        failure);
  }

  /**
   * A failure of a file, or of the commit after the last.
   *
   * @param statement how many statements of the file had run
   */
  StepFailure of(FlywayException e, @Nullable MigrationFile file, int statement) {
    var now = look();
    var sql = sqlCause(e);
    var where = file == null ? "Flyway" : place(file, statement, sql);
    if (file != null && !file.transactional()) {
      return half(where, file, e, now);
    }
    if (cancelled()) {
      return new OutsideFailed(
          "cancelled", "The run was cancelled at " + where + ".", stands(now), e);
    }
    var state = sql.map(SQLException::getSQLState).orElse("");
    var told = where + " failed: " + sql.map(MigrationFailures::words).orElse(e.getMessage());
    return switch (state) {
      case "55P03" -> lockTimeout(where, now, e);
      case "57014" ->
          new OutsideFailed(
              "statement-timeout",
              told,
              stands(now)
                  + " The statement ran longer than `statement-timeout` allows, or somebody"
                  + " cancelled it. Give it more time, or make it smaller, and run the deploy"
                  + " again.",
              e);
      default ->
          new OutsideFailed(
              "migration-failed",
              told,
              stands(now)
                  + " The file was not applied, so it may be edited: correct it and run the deploy"
                  + " again.",
              e);
    };
  }

  private StepFailure lockTimeout(String where, MigrationState now, FlywayException e) {
    var who = blockers.seen();
    return new OutsideFailed(
        "lock-timeout",
        where
            + " waited for a lock longer than `lock-timeout` ("
            + database.session().lock().toMillis()
            + " ms) allows. "
            + (who.isEmpty()
                ? "Who held it was not seen."
                : "In its way: " + String.join("; ", who)),
        stands(now)
            + " Run the deploy again when that session has ended, or end it: `select"
            + " pg_terminate_backend(<pid>)`.",
        e);
  }

  private StepFailure half(
      String where, MigrationFile file, FlywayException e, MigrationState now) {
    var sql = sqlCause(e);
    var invalid = database.read(ConcurrentIndexes::invalid);
    var commands = new ArrayList<String>();
    invalid.forEach(index -> commands.add("drop index concurrently " + index + ";"));
    now.failed()
        .forEach(row ->
            commands.add(
                "delete from %s where installed_rank = %d and not success;"
                    .formatted(now.historyTable(), row.rank())));
    return new HalfWay(
        "migration-half-applied",
        where
            + " failed outside a transaction: "
            + sql.map(MigrationFailures::words).orElse(e.getMessage())
            + (invalid.isEmpty() ? "" : " Invalid indexes: " + String.join(", ", invalid) + "."),
        "The statements of `"
            + file.path()
            + "` before the failing one are in the database and stay; "
            + stands(now).replaceFirst("^Rolled back: t", "t")
            + " Look at what is there, undo it, and then let the file run again: "
            + String.join(" ", commands),
        e);
  }

  /** What the database holds now; after a cancellation, once the stopped session is gone. */
  private MigrationState look() {
    try {
      return Migrations.of(folder, view).stateOfAll();
    } catch (Cancelled _) {
      view = database.afterwards();
      blockers.awaitGone(view);
      return Migrations.of(folder, view).stateOfAll();
    }
  }

  /** The server is gone, and with it the answer. */
  static OutsideFailed unknown(Database database, MigrationState before, OutsideFailed gone) {
    var from = before.version().isEmpty() ? "no version" : "version " + before.version();
    return new OutsideFailed(
        "deploy-unknown",
        "The connection to %s broke during the migrations, and the server cannot be asked what it"
                .formatted(database.url().place())
            + " kept: "
            + gone.getMessage(),
        (before.onePiece()
                    ? "It is wholly at %s or wholly at version %s."
                    : "It is somewhere from %s to version %s, at the end of a file.")
                .formatted(from, before.versionAfter())
            + " Once the server answers, look at `select * from "
            + before.historyTable()
            + " order by installed_rank desc limit 1;`, or run the deploy again: it goes on from"
            + " where the database is.",
        gone);
  }

  private boolean cancelled() {
    return view != database;
  }

  /** A sentence that says what was changed. */
  private String stands(MigrationState now) {
    var version = now.version().isEmpty() ? "no version yet" : "version " + now.version();
    if (now.applied().size() == before.applied().size()) {
      return "Rolled back: the database is at " + version + ", as before.";
    }
    var from = before.version().isEmpty() ? "none" : before.version();
    return "The database is at %s (from %s): what was applied before the failure stays."
        .formatted(version, from);
  }

  private static String place(MigrationFile file, int statement, Optional<SQLException> sql) {
    var statements = SqlText.statements(file.sql());
    if (statement >= statements.size()) {
      return "`" + file.path() + "` (at its commit)";
    }
    var failing = statements.get(statement);
    int line = failing.line() + linesInto(failing.text(), sql);
    return "`%s:%d` (statement %d of %d)"
        .formatted(file.path(), line, statement + 1, statements.size());
  }

  /** How many lines below its first the server found the error. */
  private static int linesInto(String statement, Optional<SQLException> sql) {
    if (sql.orElse(null) instanceof PSQLException e && e.getServerErrorMessage() != null) {
      int position = Math.clamp(e.getServerErrorMessage().getPosition(), 0, statement.length());
      return (int) statement.substring(0, position).chars().filter(c -> c == '\n').count();
    }
    return 0;
  }

  private static String words(SQLException e) {
    return e.getMessage() + " (SQLSTATE " + e.getSQLState() + ")";
  }

  static Optional<SQLException> sqlCause(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return Optional.of(sql);
      }
    }
    return Optional.empty();
  }
}
