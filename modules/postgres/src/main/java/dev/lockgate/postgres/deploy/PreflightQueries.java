package dev.lockgate.postgres.deploy;

import dev.lockgate.core.deploy.Preflight;
import dev.lockgate.core.identity.Identity;
import dev.lockgate.core.migration.Layout;
import dev.lockgate.core.migration.LeftIndex;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.migration.TextComparison;
import dev.lockgate.core.posture.Posture;
import dev.lockgate.postgres.identity.IdentityTable;
import dev.lockgate.postgres.migrations.AppliedTexts;
import dev.lockgate.postgres.posture.PostureReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the catalog says before a deploy. */
record PreflightQueries(
    String database,
    String server,
    String role,
    List<String> missingRights,
    List<String> oldTransactions,
    List<String> invalidIndexes,
    Identity identity,
    Posture posture,
    Map<String, TextComparison> changedTexts) {
  private static final String WHO =
      "select current_database(), current_setting('server_version'), current_user";

  /** A role needs to create in its schema, or to write to the history that is there. */
  private static final String RIGHTS =
      """
      select case
        when to_regnamespace(quote_ident(s.name)) is null then ''
        when not has_schema_privilege(s.name, 'create')
          then format('grant usage, create on schema %I to %I;', s.name, current_user)
        when h.oid is not null and not (has_table_privilege(h.oid, 'select')
             and has_table_privilege(h.oid, 'insert'))
          then format('grant select, insert, update, delete on %s to %I;', h.oid::regclass,
                      current_user)
        else '' end
      from (select ? as name, ? as history) s
      left join lateral (select to_regclass(s.history)::oid as oid) h on true
      """;

  private static final String OLD_TRANSACTIONS =
      """
      select format('pid %s (%s, role %s, %s) since %s', pid,
                    coalesce(nullif(application_name, ''), 'no application name'), usename, state,
                    to_char(xact_start at time zone 'UTC', 'HH24:MI:SS "UTC"'))
      from pg_catalog.pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()
        and xact_start < clock_timestamp() - interval '1 minute'
      order by xact_start limit 5
      """;

  static final String INVALID_INDEXES =
      """
      select format('%I.%I', n.nspname, c.relname)
      from pg_catalog.pg_index i
      join pg_catalog.pg_class c on c.oid = i.indexrelid
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where not i.indisvalid and n.nspname !~ '^pg_' order by 1
      """;

  static PreflightQueries read(Connection connection, MigrationState state) throws SQLException {
    try (var statement = connection.createStatement();
        var who = statement.executeQuery(WHO)) {
      who.next();
      return new PreflightQueries(
          who.getString(1),
          who.getString(2),
          who.getString(3),
          rights(connection, state),
          lines(connection, OLD_TRANSACTIONS),
          lines(connection, INVALID_INDEXES),
          IdentityTable.read(connection),
          PostureReader.read(connection),
          AppliedTexts.compare(connection, state.changed()));
    }
  }

  Preflight with(
      String auditRights, List<Long> tampered, Layout layout, List<LeftIndex> leftIndexes) {
    var missing = new ArrayList<>(missingRights);
    if (!auditRights.isEmpty()) {
      missing.add(auditRights);
    }
    return new Preflight(
        database,
        server,
        role,
        layout,
        missing,
        oldTransactions,
        invalidIndexes,
        tampered,
        identity,
        posture,
        leftIndexes,
        changedTexts);
  }

  private static List<String> rights(Connection connection, MigrationState state)
      throws SQLException {
    try (var query = connection.prepareStatement(RIGHTS)) {
      query.setString(1, state.schema());
      query.setString(2, state.historyTable());
      try (var result = query.executeQuery()) {
        return lines(result);
      }
    }
  }

  /** The first column, without empty lines. */
  static List<String> lines(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var result = statement.executeQuery(query)) {
      return lines(result);
    }
  }

  private static List<String> lines(ResultSet result) throws SQLException {
    var lines = new ArrayList<String>();
    while (result.next()) {
      if (!result.getString(1).isEmpty()) {
        lines.add(result.getString(1));
      }
    }
    return lines;
  }
}
