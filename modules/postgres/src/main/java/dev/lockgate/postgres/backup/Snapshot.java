package dev.lockgate.postgres.backup;

import dev.lockgate.core.backup.Contents;
import dev.lockgate.core.backup.DumpSource;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.SchemaState;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.Identifier;
import dev.lockgate.postgres.programs.PgDump;
import dev.lockgate.postgres.programs.ReplicaFailure;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** An exported snapshot of a database, held by a session until it is closed. */
final class Snapshot implements DumpSource.Dump {
  private static final String UNCHANGED = "Nothing was changed and no backup was made.";

  /** What pg_dump's session, which bears our name, is copying. */
  private static final String POSITION =
      """
      select p.relid::regclass || ', row ' || to_char(p.tuples_processed, 'FM999,999,999,999')
        from pg_stat_progress_copy p join pg_stat_activity a on a.pid = p.pid
       where a.datname = current_database() and a.usename = current_user
         and a.application_name = current_setting('application_name') and p.pid <> pg_backend_pid()
       limit 1
      """;

  private final Connection session;
  private final Database database;
  private final DumpOptions options;
  private final PgDump dump;
  private final String name;
  private final Manifest.Server server;

  /** Ends what is counted and read beside the dump, with the dump or with the run. */
  private final Cancellation beside = new Cancellation();

  private final Cancellation.Registration withRun;

  private Snapshot(
      Connection session,
      Database database,
      DumpOptions options,
      PgDump dump,
      String name,
      Manifest.Server server) {
    this.session = session;
    this.database = database;
    this.options = options;
    this.dump = dump;
    this.name = name;
    this.server = server;
    this.withRun = database.cancellation().register(beside::cancel);
  }

  /** Exports the snapshot of a session that is in a repeatable-read transaction. */
  static Snapshot export(Connection session, Database database, DumpOptions options)
      throws SQLException {
    try (var statement = session.createStatement();
        var row = statement.executeQuery(query(session.getMetaData().getDatabaseMajorVersion()))) {
      row.next();
      var number = row.getInt("number");
      var major =
          Major.ofServer(number).orElseThrow(() -> new IllegalStateException("server " + number));
      var dump =
          new PgDump(database, major, options.schemas(), options.lockWait(), options.deadline());
      var server =
          new Manifest.Server(
              row.getString("version"),
              number,
              dump.client(),
              row.getString("encoding"),
              row.getString("collate"),
              row.getString("ctype"),
              row.getString("provider"),
              row.getString("locale"),
              systemIdentifier(session),
              row.getLong("bytes"),
              row.getBoolean("replica"));
      return new Snapshot(session, database, options, dump, row.getString("snapshot"), server);
    }
  }

  private static String query(int major) {
    var provider =
        major < 15
            ? "'libc'"
            : "case d.datlocprovider when 'i' then 'icu' when 'b' then 'builtin' else 'libc' end";
    var locale = major < 15 ? "''" : major < 17 ? "d.daticulocale" : "d.datlocale";
    return """
    select pg_export_snapshot() as snapshot, current_setting('server_version') as version,
           current_setting('server_version_num')::int as number,
           pg_encoding_to_char(d.encoding) as encoding, d.datcollate as collate, d.datctype as ctype,
           %s as provider, coalesce(%s, '') as locale, pg_database_size(d.oid) as bytes,
           pg_is_in_recovery() as replica
      from pg_database d where d.datname = current_database()
    """
        .formatted(provider, locale);
  }

  /** The identity of the session's cluster; empty where the role may not read it. */
  static String systemIdentifier(Connection session) throws SQLException {
    var allowed = "select has_function_privilege('pg_catalog.pg_control_system()', 'execute')";
    try (var statement = session.createStatement()) {
      try (var row = statement.executeQuery(allowed)) {
        if (!row.next() || !row.getBoolean(1)) {
          return "";
        }
      }
      try (var row = statement.executeQuery("select system_identifier from pg_control_system()")) {
        return row.next() ? row.getString(1) : "";
      }
    }
  }

  @Override
  public Manifest.Server server() {
    return server;
  }

  /** In a session of its own, which sees the same: pg_dump's and the one that waits go on. */
  @Override
  public Contents contents() {
    try (var other = database.stoppedBy(beside).connectReadOnly()) {
      return counted(other);
    } catch (SQLException e) {
      throw told(e);
    }
  }

  private Contents counted(Connection other) throws SQLException {
    other.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    other.setAutoCommit(false);
    try (var statement = other.createStatement()) {
      statement.execute("set transaction snapshot " + Identifier.literal(name));
    }
    RowTexts.settle(other);
    var hashes = server.databaseBytes() <= options.hashUpTo();
    var contents = ContentsReader.read(other, options.schemas(), hashes);
    other.rollback();
    return contents;
  }

  @Override
  public List<String> schemas() {
    return options.schemas();
  }

  @Override
  public SchemaState schema() {
    return database.stoppedBy(beside).read(other -> SchemaStates.read(other, options.schemas()));
  }

  @Override
  public String position() {
    try (var statement = session.createStatement()) {
      statement.execute("select pg_stat_clear_snapshot()");
      try (var row = statement.executeQuery(POSITION)) {
        return row.next() ? row.getString(1) : "";
      }
    } catch (SQLException _) {
      return ""; // the dump itself says what is wrong
    }
  }

  @Override
  public void writeTo(OutputStream sink) {
    try {
      dump.writeTo(sink, Optional.of(name));
    } catch (StepFailure failure) {
      throw endedByRecovery().orElse(failure);
    }
  }

  /** A replica ends the session that holds the snapshot first, and says why only there. */
  private Optional<StepFailure> endedByRecovery() {
    try (var statement = session.createStatement()) {
      statement.execute("select 1");
      return Optional.empty();
    } catch (SQLException e) {
      return ReplicaFailure.in(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public List<Contents.SequenceRange> sequences() {
    return ask(session -> ContentsReader.sequences(session, options.schemas()));
  }

  private <T> T ask(Database.Work<T> question) {
    try {
      return question.on(session);
    } catch (SQLException e) {
      throw told(e);
    }
  }

  private StepFailure told(SQLException error) {
    return ReplicaFailure.in(String.valueOf(error.getMessage()))
        .orElseGet(() -> database.failure(error, UNCHANGED));
  }

  @Override
  public void close() {
    withRun.close();
    beside.cancel();
    try {
      session.rollback();
      session.close();
    } catch (SQLException | Cancellation.Cancelled _) {
      // a session that is gone holds no snapshot
    }
  }
}
