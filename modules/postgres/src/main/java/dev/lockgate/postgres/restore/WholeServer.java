package dev.lockgate.postgres.restore;

import dev.lockgate.core.backup.DumpSource;
import dev.lockgate.core.restore.SnapshotTarget;
import dev.lockgate.core.restore.TargetState;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.core.verification.RestoredDatabase;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.backup.DatabaseDump;
import dev.lockgate.postgres.verification.RestoredSession;
import java.time.Duration;
import java.util.List;

/** A live database on a server that its provider puts back whole. */
record WholeServer(ServerTarget server, Database database, ServerTarget.Limits limits)
    implements SnapshotTarget {
  private static final int LOOKS = 90; // with two seconds between them: three minutes
  private static final Duration PAUSE = Duration.ofSeconds(2);

  @Override
  public TargetState look() {
    return server.look();
  }

  @Override
  public List<String> otherDatabases() {
    return database.read(session ->
        Query.texts(
            session,
            "select datname from pg_database where not datistemplate and datallowconn and datname"
                + " not in (current_database(), 'postgres') order by 1"));
  }

  @Override
  public DumpSource live() {
    return new DatabaseDump(database, limits.lockWait(), limits.whole());
  }

  @Override
  public Runnable keepOwn() {
    return new OwnSchema(database, limits.whole()).keep(database.major());
  }

  @Override
  public RestoredDatabase putBack() {
    for (int look = 1; ; look++) {
      try {
        var _ = database.read(session -> Query.texts(session, "select 1::text"));
        return new RestoredSession(database);
      } catch (StepFailure e) {
        if (look == LOOKS) {
          throw new OutsideFailed(
              "provider-restore-unsettled",
              "The provider says that the server was put back, but %s does not answer: %s"
                  .formatted(database.url().database(), e.getMessage()),
              "The server is as it was then. Look at it in the provider's console; what was there"
                  + " before is kept there, too, under a name that begins with"
                  + " `lockgate-before-restore`.",
              e);
        }
        database.cancellation().check();
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
