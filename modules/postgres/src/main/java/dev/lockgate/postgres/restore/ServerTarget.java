package dev.lockgate.postgres.restore;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.restore.Method;
import dev.lockgate.core.restore.RestoreSource;
import dev.lockgate.core.restore.RestoreTarget;
import dev.lockgate.core.restore.SnapshotTarget;
import dev.lockgate.core.restore.TargetState;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.migrations.MigrationFolder;
import dev.lockgate.postgres.programs.PgRestore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Restores over a database of a server, from its maintenance database or in place. */
public final class ServerTarget implements RestoreTarget, AutoCloseable {
  /** A line that is dead shall not keep a step from ending. */
  private static final Duration PARTING = Duration.ofSeconds(2);

  private final Database live;
  private final Database maintenance;
  private final Optional<MigrationFolder> folder;
  private final Limits limits;
  private final StepContext context;
  private final Connection holder;
  private long liveOid;

  /**
   * How long things may take.
   *
   * @param lockWait for the lock on each table, when the safety backup is taken
   * @param whole for loading
   */
  public record Limits(Duration lockWait, Duration whole) {}

  /**
   * A target; takes the lock that keeps a second restore of the same database away.
   *
   * @param maintenance the name of the database from which names are changed
   * @param folder the migrations, when there are any
   * @throws StepFailure {@code restore-running}, or what connecting throws
   */
  public ServerTarget(
      Database live,
      String maintenance,
      Optional<MigrationFolder> folder,
      Limits limits,
      StepContext context) {
    this.live = live;
    this.maintenance = live.sibling(maintenance);
    this.folder = folder;
    this.limits = limits;
    this.context = context;
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
  public long locks(RestoreSource source) {
    if (source.form() == RestoreSource.Form.SCRIPT) {
      return source.manifest().map(m -> (long) m.contents().tables().size() * 4).orElse(0L);
    }
    return TocEntry.of(entries(source, live.major())).stream().mapToLong(TocEntry::locks).sum();
  }

  /** The table of contents of an archive; only its beginning is read. */
  private List<String> entries(RestoreSource source, Major major) {
    var lines = new ArrayList<String>();
    source.begin(plain ->
        lines.addAll(
            new PgRestore(major, source.client(), limits.whole())
                .list(plain, context.cancellation())));
    return lines;
  }

  @Override
  public Attempt begin(Method method) {
    var loading = new Loading(this::entries, limits.whole(), context);
    return switch (method) {
      case SWAP -> new SwapAttempt(live, maintenance, liveOid, folder, loading, limits, context);
      case IN_PLACE -> InPlaceAttempt.begin(live, loading, limits, context);
      case AUTO -> throw new IllegalArgumentException("the method was not chosen");
    };
  }

  /** The same database where its provider puts the server back. */
  public SnapshotTarget toSnapshot() {
    return new WholeServer(this, live, limits);
  }

  /** Lets the lock go. */
  @Override
  public void close() {
    // said aloud: the server notices a closed session only a moment later
    try (holder;
        var statement = holder.createStatement()) {
      holder.setNetworkTimeout(Runnable::run, (int) PARTING.toMillis());
      statement.execute("select pg_advisory_unlock_all()");
    } catch (SQLException _) {
      // a session that is gone holds no lock
    }
  }
}
