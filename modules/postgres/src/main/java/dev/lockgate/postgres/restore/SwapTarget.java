package dev.lockgate.postgres.restore;

import dev.lockgate.core.backup.Contents;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.restore.RestoreTarget;
import dev.lockgate.core.restore.TargetState;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.Identifier;
import dev.lockgate.postgres.backup.ContentsReader;
import dev.lockgate.postgres.backup.PgArchiveParser;
import dev.lockgate.postgres.backup.RowTexts;
import dev.lockgate.postgres.programs.PgRestore;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Restores beside the live database and exchanges the names, from the maintenance database. */
public final class SwapTarget implements RestoreTarget, AutoCloseable {
  private static final String UNTOUCHED = "The live database was not changed.";

  private final Database live;
  private final Database maintenance;
  private final Duration deadline;
  private final StepContext context;
  private final Log log;
  private final Connection holder;
  private long liveOid;

  /**
   * A target; takes the lock that keeps a second restore of the same database away.
   *
   * @param maintenance the name of the database from which names are changed
   * @param deadline how long loading may take
   * @throws StepFailure {@code restore-running}, or what connecting throws
   */
  public SwapTarget(Database live, String maintenance, Duration deadline, StepContext context) {
    this.live = live;
    this.maintenance = live.sibling(maintenance);
    this.deadline = deadline;
    this.context = context;
    this.log = context.log();
    this.holder = hold();
  }

  private Connection hold() {
    var session = maintenance.connect();
    try {
      var got =
          Query.list(
              session,
              "select pg_try_advisory_lock(hashtext('lockgate restore'), hashtext(?))",
              row -> row.flag(1),
              live.url().database());
      if (got.getFirst()) {
        return session;
      }
      session.close();
    } catch (SQLException e) {
      throw maintenance.failure(e, "Nothing was changed.");
    }
    throw new OutsideFailed(
        "restore-running",
        "Another restore of the database " + live.url().database() + " is under way.",
        "Nothing was changed by this one. Wait until the other has ended, then look at what it did.");
  }

  @Override
  public TargetState look() {
    var state = new TargetLook(live, maintenance).look();
    if (state.exists()) {
      liveOid = maintenance.read(s -> LiveDatabase.read(s, state.database())).oid();
    }
    return state;
  }

  @Override
  public void create(String fresh) {
    try (var session = maintenance.connect()) {
      var properties = LiveDatabase.read(session, live.url().database());
      var major = session.getMetaData().getDatabaseMajorVersion();
      Query.execute(session, properties.create(fresh, major));
    } catch (SQLException e) {
      throw maintenance.failure(e, UNTOUCHED);
    }
  }

  @Override
  public void load(String fresh, Manifest manifest, InputStream plain) {
    var database = live.sibling(fresh);
    var major = database.major();
    log.info("Loading with pg_restore " + manifest.server().client() + " or newer");
    restore(major, manifest).into(database, major, plain);
    log.info("Gathering statistics for the planner");
    try (var session = database.connect()) {
      Query.execute(session, "analyze");
    } catch (SQLException e) {
      throw database.failure(e, UNTOUCHED);
    }
  }

  private PgRestore restore(Major server, Manifest manifest) {
    PgArchiveParser.major(manifest.server());
    return new PgRestore(server, manifest.server().client(), deadline);
  }

  @Override
  public Contents contents(String fresh) {
    var database = live.sibling(fresh);
    try (var session = database.connectReadOnly()) {
      session.setAutoCommit(false);
      RowTexts.settle(session);
      var contents = ContentsReader.read(session, List.of(), false);
      session.rollback();
      return contents;
    } catch (SQLException e) {
      throw database.failure(e, UNTOUCHED);
    }
  }

  @Override
  public List<String> carryOver(String fresh) {
    try (var session = maintenance.connect()) {
      return new CarryOver(session, live.url().database(), fresh).run();
    } catch (SQLException e) {
      throw maintenance.failure(e, UNTOUCHED);
    }
  }

  @Override
  public void swap(String fresh, String old) {
    new Swap(maintenance.afterCancellation(), live.url().database(), fresh, old, log)
        .run(liveOid, context.cancellation()::check);
  }

  @Override
  public void drop(String fresh) {
    try (var session = maintenance.afterCancellation().connect()) {
      Query.execute(
          session, "drop database if exists " + Identifier.quote(fresh) + " with (force)");
    } catch (SQLException | StepFailure e) {
      log.info("The database " + fresh + " could not be removed: drop it by hand.");
      log.untrusted(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public String undo(String old, String aside) {
    var name = live.url().database();
    return """
    select pg_terminate_backend(pid) from pg_stat_activity where datname = %s and pid <> pg_backend_pid();
    begin;
    alter database %s rename to %s;
    alter database %s rename to %s;
    commit;
    """
        .formatted(
            Identifier.literal(name),
            Identifier.quote(name),
            Identifier.quote(aside),
            Identifier.quote(old),
            Identifier.quote(name));
  }

  /** Lets the lock go. */
  @Override
  public void close() {
    try {
      holder.close();
    } catch (SQLException _) {
      // a session that is gone holds no lock
    }
  }
}
