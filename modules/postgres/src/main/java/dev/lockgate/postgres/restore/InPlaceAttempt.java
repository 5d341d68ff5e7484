package dev.lockgate.postgres.restore;

import dev.lockgate.core.backup.DumpSource;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.restore.MigrateTo;
import dev.lockgate.core.restore.RestoreSource;
import dev.lockgate.core.restore.RestoreTarget;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.core.step.Unsafe;
import dev.lockgate.core.verification.RestoredDatabase;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.backup.DatabaseDump;
import dev.lockgate.postgres.backup.DumpOptions;
import dev.lockgate.postgres.programs.ArchiveScript;
import java.io.ByteArrayInputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Empties the live database and fills it again in one transaction, which keeps writers out from its
 * first lock to its commit. What is dropped is what the safety backup holds, in the order that
 * pg_dump itself gives, and never with CASCADE.
 */
final class InPlaceAttempt implements RestoreTarget.Attempt {
  private static final String UNTOUCHED = "It was one transaction and PostgreSQL rolled it back.";
  private static final String DEPENDED_ON = "2BP01";

  private final Database live;
  private final Connection session;
  private final String snapshot;
  private final Loading loading;
  private final ServerTarget.Limits limits;
  private final StepContext context;
  private final Major major;
  private boolean committed;

  private InPlaceAttempt(
      Database live,
      Connection session,
      String snapshot,
      Loading loading,
      ServerTarget.Limits limits,
      StepContext context,
      Major major) {
    this.live = live;
    this.session = session;
    this.snapshot = snapshot;
    this.loading = loading;
    this.limits = limits;
    this.context = context;
    this.major = major;
  }

  /** Locks every table against writing and exports what is seen from there on. */
  static InPlaceAttempt begin(
      Database live, Loading loading, ServerTarget.Limits limits, StepContext context) {
    var major = live.major();
    var session = live.connect();
    try {
      session.setAutoCommit(false);
      context.log().info("Locking every table of " + live.url().database() + " against writing");
      new TableLocks(session).take();
      var snapshot = Query.texts(session, "select pg_export_snapshot()").getFirst();
      return new InPlaceAttempt(live, session, snapshot, loading, limits, context, major);
    } catch (SQLException e) {
      close(session);
      throw live.failure(e, "Nothing was changed.");
    } catch (RuntimeException e) {
      close(session);
      throw e;
    }
  }

  @Override
  public DumpSource live() {
    return new DatabaseDump(
        live, DumpOptions.whole(limits.lockWait(), limits.whole()).from(snapshot));
  }

  @Override
  public void prepare(String suffix, RestoreSource safety, List<String> schemas) {
    context.log().info("Dropping what is in scope, nothing with CASCADE");
    try {
      var staying = staying();
      drop(safety, new HashSet<>(staying), schemas);
      new Leftovers(session, schemas).clear(staying);
    } catch (SQLException e) {
      throw refused(e);
    }
  }

  /** Schemas in which extensions, or objects of theirs, live. */
  private List<Long> staying() throws SQLException {
    return Query.list(
        session,
        """
        select extnamespace::bigint from pg_extension
        union
        select c.relnamespace::bigint from pg_class c join pg_depend d
            on d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'
        union
        select p.pronamespace::bigint from pg_proc p join pg_depend d
            on d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e'
        """,
        row -> Long.parseLong(row.text(1)));
  }

  private void drop(RestoreSource safety, Set<Long> staying, List<String> schemas) {
    var entries =
        loading.entries(
            safety,
            major,
            entry ->
                entry.isIn(schemas)
                    && !entry.isOurs()
                    && !entry.isExtension()
                    && !entry.isCommentOnExtension()
                    && !entry.isSubscription()
                    && !entry.isSchema(staying));
    safety.read(plain -> {
      try (var script =
          ArchiveScript.start(
              major,
              safety.client(),
              plain,
              entries,
              limits.whole(),
              context.cancellation(),
              "--clean",
              "--if-exists")) {
        loading.run(session, new ByteArrayInputStream(DropStatements.of(script.output())));
      } catch (OutsideFailed e) {
        throw e.getCause() instanceof SQLException cause ? refused(cause) : e;
      }
    });
  }

  private StepFailure refused(SQLException e) {
    if (!DEPENDED_ON.equals(e.getSQLState())) {
      return live.failure(e, UNTOUCHED);
    }
    return new Unsafe(
        "restore-dependents-outside",
        "Something outside of what is restored depends on it: " + e.getMessage(),
        UNTOUCHED
            + " Remove what depends on it, or restore by exchanging databases"
            + " (`method: swap`).",
        e);
  }

  @Override
  public void load(RestoreSource source) {
    try {
      Query.execute(session, "set local lock_timeout = 0");
      switch (source.form()) {
        case ARCHIVE -> loading.run(session, source, major, entries(source));
        case SCRIPT -> loading.read(source, plain -> loading.run(session, plain));
      }
      Query.execute(session, "analyze");
    } catch (SQLException e) {
      throw live.failure(e, UNTOUCHED);
    }
  }

  private List<String> entries(RestoreSource source) throws SQLException {
    var extensions = new HashSet<>(Query.texts(session, "select extname from pg_extension"));
    var schemas = new HashSet<>(Query.texts(session, "select nspname from pg_namespace"));
    var roles = Query.texts(session, "select rolname from pg_roles");
    return loading.entries(source, major, Loading.comesBackBeside(extensions, schemas, roles));
  }

  @Override
  public RestoredDatabase loaded() {
    return new LoadedInside(live, session);
  }

  /** Migrations run in sessions of their own, which would wait for this one: they come later. */
  @Override
  public List<String> migrate(MigrateTo version) {
    return List.of();
  }

  @Override
  public List<String> smoke() {
    return List.of();
  }

  /** The database itself stays, and all that belongs to it. */
  @Override
  public List<String> carryOver() {
    return List.of();
  }

  @Override
  public void commit() {
    var transaction = "";
    var backend = "";
    try {
      transaction = Query.texts(session, "select pg_current_xact_id()::text").getFirst();
      backend = Query.texts(session, "select pg_backend_pid()::text").getFirst();
      context.cancellation().check();
      session.commit();
      committed = true;
    } catch (SQLException e) {
      if (transaction.isEmpty()
          || !new CommitQuestion(live.afterCancellation(), transaction, backend).committed(e)) {
        throw live.failure(e, "The live database was not changed.");
      }
      committed = true;
    }
  }

  @Override
  public String old() {
    return "";
  }

  @Override
  public Optional<RestoredDatabase> kept() {
    return Optional.empty();
  }

  @Override
  public String undo() {
    return "";
  }

  @Override
  public void close() {
    if (!committed) {
      context.log().info("Rolling back; the live database is as it was");
    }
    close(session);
  }

  /** Ends the session; what was not committed is rolled back by the server. */
  private static void close(Connection session) {
    try {
      session.rollback();
      session.close();
    } catch (SQLException | Cancellation.Cancelled _) {
      // a session that is gone has no transaction
    }
  }
}
