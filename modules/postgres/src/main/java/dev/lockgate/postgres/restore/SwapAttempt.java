package dev.lockgate.postgres.restore;

import dev.lockgate.core.backup.DumpSource;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.restore.DatabaseNames;
import dev.lockgate.core.restore.MigrateTo;
import dev.lockgate.core.restore.RestoreSource;
import dev.lockgate.core.restore.RestoreTarget;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.core.step.Unsafe;
import dev.lockgate.core.verification.RestoredDatabase;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.Identifier;
import dev.lockgate.postgres.backup.DatabaseDump;
import dev.lockgate.postgres.migrations.MigrationFolder;
import dev.lockgate.postgres.programs.PgRestore;
import dev.lockgate.postgres.verification.RestoredSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Restores beside the live database and exchanges the names. */
final class SwapAttempt implements RestoreTarget.Attempt {
  private static final String UNTOUCHED = "The live database was not changed.";

  private final Database live;
  private final Database maintenance;
  private final long liveOid;
  private final Optional<MigrationFolder> folder;
  private final Loading loading;
  private final ServerTarget.Limits limits;
  private final StepContext context;
  private final List<String> remains = new ArrayList<>();
  private String suffix = "";
  private String comment = "";
  private boolean swapped;

  SwapAttempt(
      Database live,
      Database maintenance,
      long liveOid,
      Optional<MigrationFolder> folder,
      Loading loading,
      ServerTarget.Limits limits,
      StepContext context) {
    this.live = live;
    this.maintenance = maintenance;
    this.liveOid = liveOid;
    this.folder = folder;
    this.loading = loading;
    this.limits = limits;
    this.context = context;
  }

  @Override
  public DumpSource live() {
    return new DatabaseDump(live, limits.lockWait(), limits.whole());
  }

  @Override
  public void prepare(String suffix, RestoreSource safety, List<String> schemas) {
    this.suffix = suffix;
    remains.addAll(new Remains(maintenance, name(), context.log()).remove());
    context.log().info("Creating the database " + fresh());
    try (var session = maintenance.connect()) {
      var properties = LiveDatabase.read(session, name());
      var major = session.getMetaData().getDatabaseMajorVersion();
      Query.execute(session, properties.create(fresh(), major));
      Query.execute(
          session,
          "comment on database %s is %s"
              .formatted(Identifier.quote(fresh()), Identifier.literal(Remains.MARK)));
      Query.execute(session, settings("set synchronous_commit = off"));
    } catch (SQLException e) {
      throw maintenance.failure(e, UNTOUCHED);
    }
  }

  /**
   * While it is loaded no statement waits for the disk: the exchange of the names does, and with it
   * all that was written before.
   */
  private String settings(String clause) {
    return "alter database " + Identifier.quote(fresh()) + " " + clause;
  }

  @Override
  public void load(RestoreSource source) {
    var database = database();
    var major = database.major();
    switch (source.form()) {
      case ARCHIVE -> archive(source, database, major);
      case SCRIPT -> script(source, database);
    }
    new OwnSchema(live, loading.deadline()).carry(database, major);
    context.log().info("Gathering statistics for the planner");
    try (var session = database.connect()) {
      Query.execute(session, "analyze");
    } catch (SQLException e) {
      throw database.failure(e, UNTOUCHED);
    }
  }

  private void archive(RestoreSource source, Database database, Major major) {
    var entries = loading.entries(source, major, Loading::comesBack);
    context.log().info("Loading with pg_restore " + source.client() + " or newer");
    loading.read(
        source,
        plain ->
            new PgRestore(major, source.client(), loading.deadline())
                .into(database, major, plain, entries));
  }

  private void script(RestoreSource source, Database database) {
    try (var session = database.connect()) {
      session.setAutoCommit(false);
      loading.read(source, plain -> loading.run(session, plain));
      session.commit();
    } catch (SQLException e) {
      throw database.failure(e, UNTOUCHED);
    }
  }

  @Override
  public RestoredDatabase loaded() {
    return new RestoredSession(database());
  }

  @Override
  public List<String> migrate(MigrateTo version) {
    return new RestoredMigrations(database(), folder, context).run(version);
  }

  @Override
  public List<String> smoke() {
    var smoke = new RestoredMigrations(database(), folder, context).smoke();
    if (!smoke.isEmpty()) {
      throw new Unsafe(
          "restored-data-differs",
          "What was restored does not answer: " + String.join("; ", smoke),
          UNTOUCHED + " The restored database was removed. Use another backup.");
    }
    return List.of();
  }

  @Override
  public List<String> carryOver() {
    try (var session = maintenance.connect()) {
      Query.execute(session, settings("reset synchronous_commit"));
      var carryOver = new CarryOver(session, name(), fresh());
      var notes = new ArrayList<>(remains);
      notes.addAll(carryOver.run());
      comment = carryOver.comment();
      return notes;
    } catch (SQLException e) {
      throw maintenance.failure(e, UNTOUCHED);
    }
  }

  @Override
  public void commit() {
    new Swap(maintenance.afterCancellation(), name(), fresh(), old(), comment, context.log())
        .run(liveOid, context.cancellation()::check);
    swapped = true;
  }

  @Override
  public String old() {
    return DatabaseNames.old(name(), suffix);
  }

  @Override
  public Optional<RestoredDatabase> kept() {
    return Optional.of(new RestoredSession(live.sibling(old())));
  }

  @Override
  public String undo() {
    var aside = DatabaseNames.undone(name(), suffix);
    return """
    select pg_terminate_backend(pid) from pg_stat_activity where datname = %s and pid <> pg_backend_pid();
    begin;
    alter database %s rename to %s;
    alter database %s rename to %s;
    commit;
    """
        .formatted(
            Identifier.literal(name()),
            Identifier.quote(name()),
            Identifier.quote(aside),
            Identifier.quote(old()),
            Identifier.quote(name()));
  }

  @Override
  public void close() {
    if (swapped || suffix.isEmpty()) {
      return;
    }
    context.log().info("Removing " + fresh() + "; the live database is as it was");
    try (var session = maintenance.afterCancellation().connect()) {
      Query.execute(
          session, "drop database if exists " + Identifier.quote(fresh()) + " with (force)");
    } catch (SQLException | StepFailure e) {
      context.log().info("The database " + fresh() + " could not be removed: drop it by hand.");
      context.log().untrusted(String.valueOf(e.getMessage()));
    }
  }

  private String name() {
    return live.url().database();
  }

  private String fresh() {
    return DatabaseNames.fresh(name(), suffix);
  }

  private Database database() {
    return live.sibling(fresh());
  }
}
