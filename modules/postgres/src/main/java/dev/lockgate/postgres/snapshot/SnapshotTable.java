package dev.lockgate.postgres.snapshot;

import dev.lockgate.postgres.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The table {@code lockgate.schema_snapshot} of a target: the schema as the last deploys left it,
 * for the next drift. It holds no rows of the user's tables and no secrets.
 */
public final class SnapshotTable {
  private static final String EXISTS =
      """
      select exists (
        select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
         where n.nspname = 'lockgate' and c.relname = 'schema_snapshot'
           and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select'))
      """;

  /** Two deploys at once take turns; an owner may have made the schema beforehand. */
  private static final String CREATE =
      """
      select pg_advisory_xact_lock(1819239271, 1635083369);
      do $$ begin
        if not exists (select from pg_catalog.pg_namespace where nspname = 'lockgate') then
          create schema lockgate;
        end if;
      end $$;
      create table if not exists lockgate.schema_snapshot (
        id bigint generated always as identity primary key,
        taken timestamptz not null default now(),
        version text not null,
        schema_digest text not null,
        snapshot text not null
      );
      comment on table lockgate.schema_snapshot is
        'The schema as the last deploys left it, for drift. No rows, no secrets.'
      """;

  /** The last five, so that it cannot grow without end. */
  private static final String FORGET =
      """
      delete from lockgate.schema_snapshot
       where id not in (select id from lockgate.schema_snapshot order by id desc limit 5)
      """;

  private final Database database;

  /** The table of a database; nothing is opened yet. */
  public SnapshotTable(Database database) {
    this.database = database;
  }

  /**
   * Keeps a snapshot, in a transaction of its own; the table is made when it is missing.
   *
   * @param json the snapshot as its file has it
   * @param version the version that the deploy led to
   * @param digest the digest of the schema
   */
  public void keep(String json, String version, String digest) {
    database.run(session -> {
      session.setAutoCommit(false);
      try {
        keep(session, json, version, digest);
        session.commit();
        return true;
      } catch (SQLException e) {
        session.rollback();
        throw e;
      }
    });
  }

  /** The newest; empty when there is none, or when the role may not read it. */
  public Optional<String> newest() {
    return database.read(session -> exists(session) ? newest(session) : Optional.empty());
  }

  private static void keep(Connection session, String json, String version, String digest)
      throws SQLException {
    try (var statement = session.createStatement()) {
      if (!exists(session)) {
        statement.execute(CREATE);
      }
      try (var insert =
          session.prepareStatement(
              "insert into lockgate.schema_snapshot (version, schema_digest, snapshot)"
                  + " values (?, ?, ?)")) {
        insert.setString(1, version);
        insert.setString(2, digest);
        insert.setString(3, json);
        insert.executeUpdate();
      }
      statement.execute(FORGET);
    }
  }

  private static Optional<String> newest(Connection session) throws SQLException {
    try (var statement = session.createStatement();
        var row =
            statement.executeQuery(
                "select snapshot from lockgate.schema_snapshot order by id desc limit 1")) {
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    }
  }

  private static boolean exists(Connection session) throws SQLException {
    try (var statement = session.createStatement();
        var row = statement.executeQuery(EXISTS)) {
      return row.next() && row.getBoolean(1);
    }
  }
}
