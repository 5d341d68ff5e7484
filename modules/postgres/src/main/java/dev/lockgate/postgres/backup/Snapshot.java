package dev.lockgate.postgres.backup;

import dev.lockgate.core.backup.Contents;
import dev.lockgate.core.backup.DumpSource;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.programs.PgDump;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An exported snapshot of a database, held by a session until it is closed. */
final class Snapshot implements DumpSource.Dump {
  private static final String UNCHANGED = "Nothing was changed and no backup was made.";

  private final Connection session;
  private final Database database;
  private final PgDump dump;
  private final String name;
  private final Manifest.Server server;

  private Snapshot(
      Connection session, Database database, PgDump dump, String name, Manifest.Server server) {
    this.session = session;
    this.database = database;
    this.dump = dump;
    this.name = name;
    this.server = server;
  }

  /** Exports the snapshot of a session that is in a repeatable-read transaction. */
  static Snapshot export(
      Connection session, Database database, Duration lockWait, Duration deadline)
      throws SQLException {
    try (var statement = session.createStatement();
        var row =
            statement.executeQuery(
                """
                select pg_export_snapshot(), current_setting('server_version'),
                       current_setting('server_version_num')::int, pg_encoding_to_char(d.encoding),
                       d.datcollate, d.datctype
                  from pg_database d where d.datname = current_database()
                """)) {
      row.next();
      var number = row.getInt(3);
      var major =
          Major.ofServer(number).orElseThrow(() -> new IllegalStateException("server " + number));
      var dump = new PgDump(database, major, lockWait, deadline);
      var server =
          new Manifest.Server(
              row.getString(2),
              number,
              dump.client(),
              row.getString(4),
              row.getString(5),
              row.getString(6));
      return new Snapshot(session, database, dump, row.getString(1), server);
    }
  }

  @Override
  public Manifest.Server server() {
    return server;
  }

  @Override
  public Contents contents() {
    return ask(ContentsReader::read);
  }

  @Override
  public void writeTo(OutputStream sink) {
    dump.writeTo(sink, Optional.of(name));
  }

  @Override
  public List<Contents.SequenceRange> sequences() {
    return ask(ContentsReader::sequences);
  }

  private <T> T ask(Database.Work<T> question) {
    try {
      return question.on(session);
    } catch (SQLException e) {
      throw database.failure(e, UNCHANGED);
    }
  }

  @Override
  public void close() {
    try {
      session.rollback();
      session.close();
    } catch (SQLException | Cancellation.Cancelled _) {
      // a session that is gone holds no snapshot
    }
  }
}
