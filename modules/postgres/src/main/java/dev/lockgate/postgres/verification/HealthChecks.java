package dev.lockgate.postgres.verification;

import dev.lockgate.core.backup.Proof.Check;
import dev.lockgate.core.backup.Proof.Result;
import dev.lockgate.core.verification.Checklist;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks for what only a database with rows in it can show. */
public final class HealthChecks {
  private static final String OURS = "n.nspname !~ '^pg_' and n.nspname <> 'information_schema'";

  /** For each foreign key a count of the rows that it should not allow. */
  private static final String ORPHANS =
      """
      select quote_ident(k.conname) || ' on ' || k.conrelid::regclass as name,
             format('select count(*) from %%s %%s c where %%s and not exists (select from %%s p where %%s)',
               case when c.relkind = 'p' then '' else 'only' end, k.conrelid::regclass,
               (select string_agg(format('c.%%I is not null', a.attname), ' and ')
                  from unnest(k.conkey) u join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u),
               k.confrelid::regclass,
               (select string_agg(format('p.%%I operator(%%I.%%s) c.%%I', pa.attname, opn.nspname, op.oprname, ca.attname), ' and ')
                  from unnest(k.conkey, k.confkey, k.conpfeqop) u(ck, pk, eq)
                  join pg_attribute ca on ca.attrelid = k.conrelid and ca.attnum = u.ck
                  join pg_attribute pa on pa.attrelid = k.confrelid and pa.attnum = u.pk
                  join pg_operator op on op.oid = u.eq join pg_namespace opn on opn.oid = op.oprnamespace)) as query
        from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
       where k.contype = 'f' and k.conparentid = 0 and %s
       order by 1
      """
          .formatted(OURS);

  /** For each sequence that feeds a column, how far each of them is. */
  private static final String SEQUENCES =
      """
      select s.oid::regclass::text as name,
             format('select (select case when is_called then last_value else last_value - %%s end from %%s)::numeric %%s coalesce((select %%s(%%I) from %%s)::numeric, (select last_value from %%s))',
               q.seqincrement, s.oid::regclass, case when q.seqincrement > 0 then '<' else '>' end,
               case when q.seqincrement > 0 then 'max' else 'min' end,
               a.attname, d.refobjid::regclass, s.oid::regclass) as query
        from pg_class s join pg_sequence q on q.seqrelid = s.oid join pg_namespace n on n.oid = s.relnamespace
        join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = s.oid
             and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')
        join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
        join pg_class t on t.oid = d.refobjid and t.relkind in ('r', 'p')
        join pg_type y on y.oid = a.atttypid and y.typcategory = 'N'
       where s.relkind = 'S' and not q.seqcycle and %s
       order by 1
      """
          .formatted(OURS);

  /** For each table with a key, a row of its own once more, which a conflict turns into nothing. */
  private static final String WRITES =
      """
      select c.oid::regclass::text as name,
             format('insert into %%1$s (%%2$s) overriding system value select %%2$s from only %%1$s limit 1 on conflict do nothing',
               c.oid::regclass,
               (select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute a
                 where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '')) as query
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and c.relispartition = false and %s
         and exists (select from pg_index i where i.indrelid = c.oid and i.indisunique and i.indisvalid)
         and not exists (select from pg_rewrite w where w.ev_class = c.oid)
       order by 1
      """
          .formatted(OURS);

  /** What a trigger says on purpose. */
  private static final String RAISED = "P0001";

  private final Connection session;

  private HealthChecks(Connection session) {
    this.session = session;
  }

  /**
   * Goes through all of them; whatever is written is rolled back at once.
   *
   * @param session in a transaction, settled by {@code RowTexts}, as a role that may write
   */
  public static List<Check> run(Connection session) throws SQLException {
    var checks = new HealthChecks(session);
    return List.of(checks.orphans(), checks.sequences(), checks.writes());
  }

  private record Question(String name, String query) {}

  private Check orphans() throws SQLException {
    var questions = questions(ORPHANS);
    var found = new ArrayList<String>();
    for (var question : questions) {
      var rows = Long.parseLong(value(question.query()));
      if (rows > 0) {
        found.add("%s: %,d rows".formatted(question.name(), rows));
      }
    }
    return noted(
        "Rows without the row that they refer to", found, questions.size(), "foreign keys");
  }

  private Check sequences() throws SQLException {
    var questions = questions(SEQUENCES);
    var behind = new ArrayList<String>();
    for (var question : questions) {
      if ("t".equals(value(question.query()))) {
        behind.add(question.name());
      }
    }
    return noted("Sequences behind their column", behind, questions.size(), "sequences");
  }

  private static Check noted(String name, List<String> found, int looked, String what) {
    return found.isEmpty()
        ? new Check(name, Result.PASSED, "none, of %,d %s".formatted(looked, what))
        : new Check(name, Result.NOTED, Checklist.shortened(found));
  }

  private Check writes() throws SQLException {
    var name = "One row written to every table with a key, and rolled back";
    var questions = questions(WRITES);
    var refused = new ArrayList<String>();
    var onPurpose = new ArrayList<String>();
    for (var question : questions) {
      var savepoint = session.setSavepoint();
      try (var statement = session.createStatement()) {
        statement.executeUpdate(question.query());
      } catch (SQLException e) {
        var words = question.name() + ": " + firstLine(e);
        (RAISED.equals(e.getSQLState()) ? onPurpose : refused).add(words);
      }
      session.rollback(savepoint);
    }
    if (!refused.isEmpty()) {
      return new Check(name, Result.FAILED, Checklist.shortened(refused));
    }
    return onPurpose.isEmpty()
        ? new Check(name, Result.PASSED, "%,d tables".formatted(questions.size()))
        : new Check(name, Result.NOTED, "refused by triggers: " + Checklist.shortened(onPurpose));
  }

  private static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private List<Question> questions(String sql) throws SQLException {
    try (var statement = session.createStatement();
        var rows = statement.executeQuery(sql)) {
      var all = new ArrayList<Question>();
      while (rows.next()) {
        all.add(new Question(rows.getString("name"), rows.getString("query")));
      }
      return all;
    }
  }

  private String value(String sql) throws SQLException {
    try (var statement = session.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }
}
