package dev.lockgate.postgres.replay;

import dev.lockgate.core.snapshot.TableWeight;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much hangs on each table, from the catalog and the server's statistics; no row is read.
 *
 * @param tables by name as SQL writes it
 * @param countedSince when reads and writes were last set to nothing
 */
record Weights(SortedMap<String, TableWeight> tables, Instant countedSince) {
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /** Asks the file system, and waits for whoever holds the table exclusively. */
  private static final String MEASURED = "pg_catalog.pg_total_relation_size(t.oid)";

  /** As of the last VACUUM or ANALYZE; waits for nobody. */
  private static final String ESTIMATED =
      """
      (select coalesce(sum(s.relpages), 0)::bigint * current_setting('block_size')::int
         from pg_catalog.pg_class s
        where s.oid in (t.oid, t.reltoastrelid)
           or s.oid in (select i.indexrelid from pg_catalog.pg_index i
                         where i.indrelid in (t.oid, t.reltoastrelid)))\
      """;

  private static final String SINCE =
      """
      select coalesce(pg_catalog.pg_stat_get_db_stat_reset_time(d.oid), pg_catalog.pg_postmaster_start_time())
        from pg_catalog.pg_database d where d.datname = current_database()
      """;

  /** Weighs them in a session of the database. */
  static Weights read(Connection session) throws SQLException {
    try {
      return new Weights(tables(session, MEASURED), since(session));
    } catch (SQLException e) {
      if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        throw e;
      }
      return new Weights(tables(session, ESTIMATED), since(session));
    }
  }

  private static SortedMap<String, TableWeight> tables(Connection session, String size)
      throws SQLException {
    var tables = new TreeMap<String, TableWeight>();
    try (var statement = session.createStatement();
        var row = statement.executeQuery(query(size))) {
      while (row.next()) {
        tables.put(
            row.getString(1),
            new TableWeight(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)));
      }
    }
    return tables;
  }

  /** A partitioned table weighs what its partitions weigh. */
  private static String query(String size) {
    return """
    select format('%%I.%%I', n.nspname, c.relname),
           coalesce(sum(greatest(t.reltuples, pg_catalog.pg_stat_get_live_tuples(t.oid), 0)), 0)::bigint,
           coalesce(sum(%s), 0)::bigint,
           coalesce(sum(pg_catalog.pg_stat_get_numscans(t.oid)
             + (select coalesce(sum(pg_catalog.pg_stat_get_numscans(i.indexrelid)), 0)
                  from pg_catalog.pg_index i where i.indrelid = t.oid)), 0)::bigint,
           coalesce(sum(pg_catalog.pg_stat_get_tuples_inserted(t.oid)
             + pg_catalog.pg_stat_get_tuples_updated(t.oid)
             + pg_catalog.pg_stat_get_tuples_deleted(t.oid)), 0)::bigint
      from pg_catalog.pg_class c
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      left join lateral pg_catalog.pg_partition_tree(case c.relkind when 'p' then c.oid end) p on true
      join pg_catalog.pg_class t on t.oid = coalesce(p.relid, c.oid) and t.relkind in ('r', 'm')
     where c.relkind in ('r', 'p', 'm') and c.relpersistence <> 't'
       and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
     group by 1
    """
        .formatted(size);
  }

  private static Instant since(Connection session) throws SQLException {
    try (var statement = session.createStatement();
        var row = statement.executeQuery(SINCE)) {
      row.next();
      return row.getTimestamp(1).toInstant();
    }
  }
}
