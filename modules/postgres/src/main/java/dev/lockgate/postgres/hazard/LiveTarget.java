package dev.lockgate.postgres.hazard;

import dev.lockgate.core.diff.Target;
import dev.lockgate.core.hazard.Evidence.Weight;
import dev.lockgate.core.hazard.RowQuestion;
import dev.lockgate.core.hazard.RowQuestion.Answer;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.migrations.Migrations;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A live database that migrations are held against, in sessions that cannot write. */
public final class LiveTarget implements Target {
  /** How long a question to the rows may take; then nobody knows, which is said. */
  private static final int PATIENCE_MILLIS = 10_000;

  /** A partitioned table weighs what its partitions weigh. */
  private static final String WEIGHTS =
      """
      select quote_ident(n.nspname) || '.' || quote_ident(c.relname),
             coalesce(sum(case when t.reltuples > 0 then t.reltuples
                               else pg_catalog.pg_stat_get_live_tuples(t.oid) end), 0)::bigint,
             coalesce(sum(pg_catalog.pg_total_relation_size(t.oid)), 0)::bigint,
             coalesce(sum(s.seq_scan + coalesce(s.idx_scan, 0)), 0) / max(age.seconds),
             coalesce(sum(s.n_tup_ins + s.n_tup_upd + s.n_tup_del), 0) / max(age.seconds)
      from pg_catalog.pg_class c
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      left join lateral pg_catalog.pg_partition_tree(case c.relkind when 'p' then c.oid end) p on true
      join pg_catalog.pg_class t on t.oid = coalesce(p.relid, c.oid) and t.relkind in ('r', 'm')
      left join pg_catalog.pg_stat_all_tables s on s.relid = t.oid
      cross join (select greatest(1, extract(epoch from now() - coalesce(
          (select d.stats_reset from pg_catalog.pg_stat_database d where d.datname = current_database()),
          pg_catalog.pg_postmaster_start_time())))::float8 as seconds) age
      where c.relkind in ('r', 'p', 'm') and c.relpersistence <> 't'
        and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      group by 1
      """;

  private final Database database;
  private final Migrations migrations;
  private final Supplier<SchemaSnapshot> schema;

  /**
   * A database and the migrations beside it; nothing is opened yet.
   *
   * @param schema reads its schema, without history
   */
  public LiveTarget(Database database, Migrations migrations, Supplier<SchemaSnapshot> schema) {
    this.database = database;
    this.migrations = migrations;
    this.schema = schema;
  }

  @Override
  public Source source() {
    return Source.DATABASE;
  }

  @Override
  public String place() {
    return database.url().place();
  }

  @Override
  public MigrationState state() {
    return migrations.stateOfAll();
  }

  @Override
  public Optional<String> schemaDigest() {
    return Optional.of(schema.get().digest());
  }

  @Override
  public Map<String, Weight> weights() {
    return database.read(LiveTarget::weights);
  }

  @Override
  public Answer ask(RowQuestion question) {
    try {
      return database.read(session -> ask(session, question.sql()));
    } catch (StepFailure e) {
      database.cancellation().check();
      return new RowQuestion.Unknown(
          e.code().equals("statement-timeout")
              ? "the look at the rows took longer than 10 s"
              : "the rows could not be looked at (" + e.code() + ")");
    }
  }

  private static Answer ask(Connection session, String sql) throws SQLException {
    try (var statement = session.createStatement()) {
      statement.execute("set statement_timeout = " + PATIENCE_MILLIS);
      try (var row = statement.executeQuery(sql)) {
        return row.next() && row.getBoolean(1) ? new RowQuestion.Broken() : new RowQuestion.Kept();
      }
    }
  }

  private static Map<String, Weight> weights(Connection session) throws SQLException {
    var weights = new TreeMap<String, Weight>();
    try (var statement = session.createStatement();
        var row = statement.executeQuery(WEIGHTS)) {
      while (row.next()) {
        weights.put(
            row.getString(1),
            new Weight(row.getLong(2), row.getLong(3), row.getDouble(4), row.getDouble(5)));
      }
    }
    return weights;
  }
}
