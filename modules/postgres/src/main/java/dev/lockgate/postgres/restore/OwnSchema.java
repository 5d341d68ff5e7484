package dev.lockgate.postgres.restore;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.core.step.Unsafe;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.programs.ArchiveScript;
import dev.lockgate.postgres.programs.PgDump;
import dev.lockgate.postgres.programs.PgRestore;
import dev.lockgate.postgres.script.ScriptRun;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The schema {@code lockgate}: what changed the live database, and which environment it belongs to.
 * A restored database gets the live one's as it stands, and never that of a backup.
 */
record OwnSchema(Database live, Duration deadline) {
  private static final String NAME = "lockgate";

  /**
   * Copies it into a database that has none, when there is one.
   *
   * @throws Unsafe {@code database-replaced-meanwhile}
   */
  void carry(Database restored, Major major) {
    archive(major)
        .ifPresent(archive ->
            new PgRestore(major, major.client(), deadline)
                .into(restored, major, new ByteArrayInputStream(archive)));
  }

  /**
   * Keeps it, and puts it back into the same database in one transaction, whatever is there then.
   *
   * @throws Unsafe {@code database-replaced-meanwhile}; {@link StepFailure} also when it is put
   *     back
   */
  Runnable keep(Major major) {
    return archive(major).<Runnable>map(archive -> () -> putBack(archive, major)).orElse(() -> {});
  }

  /** An archive in memory: rows about steps, never many. */
  private Optional<byte[]> archive(Major major) {
    if (!isThere()) {
      return Optional.empty();
    }
    var archive = new ByteArrayOutputStream();
    try {
      new PgDump(live, major, List.of(NAME), live.session().lock(), deadline)
          .writeTo(archive, Optional.empty());
    } catch (StepFailure failure) {
      throw isThere() ? failure : replaced(failure);
    }
    return Optional.of(archive.toByteArray());
  }

  private boolean isThere() {
    return !live.read(session ->
            Query.texts(session, "select nspname from pg_namespace where nspname = ?", NAME))
        .isEmpty();
  }

  private Unsafe replaced(StepFailure failure) {
    return new Unsafe(
        "database-replaced-meanwhile",
        "The schema %s of %s was there a moment ago and is not any more: somebody replaced the database, or dropped the schema, while this restore ran."
            .formatted(NAME, live.url().database()),
        "This step did not change the live database. Find out what else works on it, then run the"
            + " restore again.",
        failure);
  }

  private void putBack(byte[] archive, Major major) {
    try (var session = live.connect()) {
      session.setAutoCommit(false);
      replay(session, archive, major);
      session.commit();
    } catch (SQLException e) {
      throw live.failure(e, "The schema " + NAME + " is as it was in the snapshot.");
    } catch (IOException e) {
      throw new OutsideFailed(
          "restore-not-recorded",
          "The script that returns the schema %s could not be made or read: %s"
              .formatted(NAME, e.getMessage()),
          "The schema is as it was in the snapshot; all else is restored.",
          e);
    }
  }

  private void replay(Connection session, byte[] archive, Major major) throws IOException {
    var cancellation = live.cancellation();
    try {
      var entries =
          new PgRestore(major, major.client(), deadline)
              .list(new ByteArrayInputStream(archive), cancellation);
      try (var script =
          ArchiveScript.start(
              major,
              major.client(),
              new ByteArrayInputStream(archive),
              entries,
              deadline,
              cancellation,
              "--clean",
              "--if-exists")) {
        var _ = new ScriptRun(session).run(script.output());
        script.end();
      }
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
