package dev.lockgate.postgres.replay;

import dev.lockgate.core.drift.Readiness;
import dev.lockgate.core.migration.AppliedMigration;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.restore.DatabaseNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks for what would stand in the way of the next deploy; nothing is written. */
final class ReadinessQuery {
  /** What the role that deploys needs, whoever is asking now. */
  private static final String RIGHTS =
      """
      select format('The role %1$I that deploys may not create in the schema %2$I: `grant usage, create on schema %2$I to %1$I;`', r.rolname, n.nspname)
        from pg_catalog.pg_roles r, pg_catalog.pg_namespace n
       where r.rolname = ? and n.nspname = ?
         and not (has_schema_privilege(r.oid, n.oid, 'usage') and has_schema_privilege(r.oid, n.oid, 'create'))
      """;

  private static final String NO_ROLE =
      """
      select format('The role %I that deployed last is no more.', d.name)
        from (select ?::text as name) d
       where not exists (select from pg_catalog.pg_roles where rolname = d.name)
      """;

  private static final String INVALID =
      """
      select format('The index %1$I.%2$I is invalid, left by a concurrent build that failed: `drop index concurrently %1$I.%2$I;` and build it anew', n.nspname, c.relname)
        from pg_catalog.pg_index i
        join pg_catalog.pg_class c on c.oid = i.indexrelid
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       where not i.indisvalid and c.relkind = 'i' and n.nspname !~ '^pg_' order by 1
      """;

  private static final String OLD_TRANSACTIONS =
      """
      select format('A transaction is open since %s, and a migration may have to wait for it: pid %s (%s, role %s, %s)',
                    to_char(xact_start at time zone 'UTC', 'HH24:MI:SS "UTC"'), pid,
                    coalesce(nullif(application_name, ''), 'no application name'), usename, state)
        from pg_catalog.pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()
         and xact_start < clock_timestamp() - interval '1 minute'
       order by xact_start limit 5
      """;

  private static final String PREPARED =
      """
      select format('The prepared transaction %L holds its locks since %s until somebody ends it: `rollback prepared %1$L;` or `commit prepared %1$L;`',
                    gid, to_char(prepared at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"'))
        from pg_catalog.pg_prepared_xacts where database = current_database() order by prepared
      """;

  private static final String OLD_DATABASES =
      """
      select format('%s (%s): `drop database %I;`', d.datname,
                    case when has_database_privilege(d.oid, 'connect')
                         then pg_size_pretty(pg_database_size(d.oid)) else 'of unknown size' end, d.datname)
        from pg_catalog.pg_database d
       where starts_with(d.datname, ?) and right(d.datname, 8) ~ '^[0-9a-z]{8}$'
       order by d.datname
      """;

  private final Connection session;

  private ReadinessQuery(Connection session) {
    this.session = session;
  }

  /**
   * Looks.
   *
   * @param state whose last row says who deploys
   */
  static Readiness read(Connection session, MigrationState state) throws SQLException {
    return new ReadinessQuery(session).read(state);
  }

  private Readiness read(MigrationState state) throws SQLException {
    var obstacles = new ArrayList<String>();
    var deployer = state.applied().isEmpty() ? "" : state.applied().getLast().installedBy();
    if (!deployer.isEmpty()) {
      obstacles.addAll(lines(NO_ROLE, deployer));
      obstacles.addAll(lines(RIGHTS, deployer, state.schema()));
    }
    state.failed().stream().map(ReadinessQuery::failed).forEach(obstacles::add);
    obstacles.addAll(lines(INVALID));
    obstacles.addAll(lines(PREPARED));
    var name = lines("select current_database()").getFirst();
    return new Readiness(
        obstacles, lines(OLD_TRANSACTIONS), lines(OLD_DATABASES, DatabaseNames.oldPrefix(name)));
  }

  private static String failed(AppliedMigration row) {
    return row.label() + " failed half-way and was not repaired since";
  }

  private List<String> lines(String query, String... values) throws SQLException {
    var lines = new ArrayList<String>();
    try (var statement = session.prepareStatement(query)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      try (var result = statement.executeQuery()) {
        while (result.next()) {
          lines.add(result.getString(1));
        }
      }
    }
    return lines;
  }
}
