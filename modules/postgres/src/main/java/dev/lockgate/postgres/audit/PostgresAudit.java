package dev.lockgate.postgres.audit;

import dev.lockgate.core.audit.AuditEntry;
import dev.lockgate.core.audit.AuditLog;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.postgres.Database;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The audit table of a database, created on first use in a transaction of its own. */
public final class PostgresAudit implements AuditLog {
  private static final String MISSING =
      """
      select case
        when to_regclass('lockgate.audit') is not null then
          case when has_schema_privilege('lockgate', 'usage')
                and has_table_privilege('lockgate.audit', 'select')
                and has_table_privilege('lockgate.audit', 'insert') then ''
          else format('grant usage on schema lockgate to %1$I; grant select, insert on'
                 ' lockgate.audit to %1$I;', current_user) end
        when to_regnamespace('lockgate') is not null then
          case when has_schema_privilege('lockgate', 'usage, create')
                and has_schema_privilege('lockgate', 'create') then ''
          else format('grant usage, create on schema lockgate to %I;', current_user) end
        when has_database_privilege(current_database(), 'create') then ''
        else format('create schema lockgate authorization %I;', current_user)
      end
      """;
  private static final String TAMPERED =
      """
      select id from (
        select a.id, a.digest, a.previous, lockgate.audit_digest(a) as computed,
               lag(a.digest, 1, '') over (order by a.id) as before
        from lockgate.audit a) chain
      where digest <> computed or previous <> before
      order by id
      """;

  /** The first of the deploys of a plan that did not pass tells where the plan began. */
  private static final String BEGUN =
      """
      select a.from_version, d.key, d.value
      from (select * from lockgate.audit a
            where step = 'deploy' and outcome = 'started' and details->>'plan-digest' = ?
              and not exists (select from lockgate.audit p
                              where p.id > a.id and p.outcome = 'passed'
                                and p.details->>'plan-digest' = a.details->>'plan-digest')
            order by id limit 1) a, jsonb_each_text(a.details) d
      """;

  private static final String DIGESTS =
      """
      select details->>'safety-backup-manifest-sha256' from lockgate.audit
       where details->>'safety-backup' = ? and details ?? 'safety-backup-manifest-sha256'
      union
      select details->>'manifest-sha256' from lockgate.audit
       where details->>'source' = ? and details ?? 'manifest-sha256'
      """;

  private final Database database;

  /** The audit table of a database. */
  public PostgresAudit(Database database) {
    this.database = database;
  }

  @Override
  public String missingRights() {
    return database.read(connection -> text(connection, MISSING));
  }

  @Override
  public long append(AuditEntry entry) {
    return database.run(connection -> append(connection, entry));
  }

  private static long append(Connection connection, AuditEntry entry) {
    try {
      create(connection);
      return insert(connection, entry);
    } catch (SQLException e) {
      throw new OutsideFailed(
          "audit-not-writable",
          "No row could be added to lockgate.audit: "
              + e.getMessage()
              + " (SQLSTATE "
              + e.getSQLState()
              + ")",
          "The audit table was not changed. Let an owner of the database give the step's role the"
              + " right: `create schema lockgate authorization …;`, then run the step again.",
          e);
    }
  }

  @Override
  public List<String> manifestDigests(String backup) {
    return database.read(connection -> {
      var found = new ArrayList<String>();
      if (exists(connection)) {
        try (var statement = connection.prepareStatement(DIGESTS)) {
          statement.setString(1, backup);
          statement.setString(2, backup);
          var result = statement.executeQuery();
          while (result.next()) {
            found.add(result.getString(1));
          }
        }
      }
      return found;
    });
  }

  @Override
  public List<Long> tampered() {
    return database.read(connection -> {
      var found = new ArrayList<Long>();
      if (exists(connection)) {
        try (var statement = connection.createStatement();
            var result = statement.executeQuery(TAMPERED)) {
          while (result.next()) {
            found.add(result.getLong(1));
          }
        }
      }
      return found;
    });
  }

  @Override
  public Optional<Begun> begun(String planDigest) {
    return database.read(connection -> {
      if (!exists(connection)) {
        return Optional.empty();
      }
      var details = new HashMap<String, String>();
      var from = "";
      try (var query = connection.prepareStatement(BEGUN)) {
        query.setString(1, planDigest);
        try (var result = query.executeQuery()) {
          while (result.next()) {
            from = result.getString(1);
            details.put(result.getString(2), result.getString(3));
          }
        }
      }
      return details.isEmpty() ? Optional.empty() : Optional.of(new Begun(from, details));
    });
  }

  /** Read from the catalog: {@code to_regclass} may remember that there was none. */
  private static boolean exists(Connection connection) throws SQLException {
    return !text(
            connection,
            """
            select count(*) from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'lockgate' and c.relname = 'audit'
            """)
        .equals("0");
  }

  /** Two steps at once take turns: the second finds the table made. */
  private static void create(Connection connection) throws SQLException {
    if (exists(connection)) {
      return;
    }
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute("select pg_advisory_xact_lock(1819239271, 1635083369)");
      if (!exists(connection)) {
        statement.execute(script());
      }
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static long insert(Connection connection, AuditEntry entry) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            insert into lockgate.audit (id, step, outcome, actor, repository, commit, run_url,
              from_version, to_version, started, finished, details, previous, digest)
            values (0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, '', '') returning id
            """)) {
      insert.setString(1, entry.step());
      insert.setString(2, entry.outcome().label());
      insert.setString(3, entry.actor());
      insert.setString(4, entry.repository());
      insert.setString(5, entry.commit());
      insert.setString(6, entry.runUrl());
      insert.setString(7, entry.fromVersion());
      insert.setString(8, entry.toVersion());
      insert.setObject(9, OffsetDateTime.ofInstant(entry.started(), ZoneOffset.UTC));
      insert.setObject(10, OffsetDateTime.ofInstant(entry.finished(), ZoneOffset.UTC));
      insert.setString(11, json(entry.details()));
      try (var result = insert.executeQuery()) {
        result.next();
        return result.getLong(1);
      }
    }
  }

  private static String json(Map<String, String> details) {
    return details.entrySet().stream()
        .map(detail -> quoted(detail.getKey()) + ":" + quoted(detail.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String quoted(String text) {
    var json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        // PostgreSQL keeps no NUL in text
        json.append(c == 0 ? "?" : String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }

  private static String script() {
    try (InputStream sql = PostgresAudit.class.getResourceAsStream("create.sql")) {
      return new String(Objects.requireNonNull(sql).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var result = statement.executeQuery(query)) {
      result.next();
      return result.getString(1);
    }
  }
}
