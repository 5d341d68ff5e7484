package dev.lockgate.postgres.backup;

import dev.lockgate.core.backup.Contents;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Counts what a database holds, in the snapshot that its session sees. */
public final class ContentsReader {
  private static final int AT_ONCE = 50;

  private static final String EXTENSIONS =
      """
      select e.extname, e.extversion, n.nspname
        from pg_extension e join pg_namespace n on n.oid = e.extnamespace order by e.extname
      """;

  private static final String VIEWS =
      """
      select n.nspname, c.relname, c.relispopulated
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'm' and n.nspname !~ '^pg_'
         and not exists (select from pg_depend d
                          where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
       order by n.nspname, c.relname
      """;

  /** Roles that the archive will name; PostgreSQL records none for its first superuser. */
  private static final String ROLES =
      """
      with named (classid, objid, role, owner) as (
        select d.classid, d.objid, d.refobjid, d.deptype = 'o' and d.classid <> 'pg_extension'::regclass
          from pg_shdepend d
         where d.refclassid = 'pg_authid'::regclass
           and d.dbid = (select oid from pg_database where datname = current_database())
           and (d.classid <> 'pg_extension'::regclass or d.deptype <> 'o')
        union all
        select 'pg_class'::regclass, c.oid, c.relowner, true from pg_class c
         where c.relnamespace in (select oid from pg_namespace
                                   where nspname !~ '^pg_' and nspname <> 'information_schema')
        union all
        select 'pg_proc'::regclass, p.oid, p.proowner, true from pg_proc p
         where p.pronamespace in (select oid from pg_namespace
                                   where nspname !~ '^pg_' and nspname <> 'information_schema')
        union all
        select 'pg_namespace'::regclass, n.oid, n.nspowner, true from pg_namespace n
         where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public')
      )
      select r.rolname, bool_or(named.owner) as owner
        from named join pg_roles r on r.oid = named.role
       where r.rolname !~ '^pg_'
         and not exists (select from pg_depend d
                          where d.classid = named.classid and d.objid = named.objid and d.deptype = 'e')
       group by r.rolname order by r.rolname
      """;

  /** What a restored database may have, too, without being worse than the one backed up. */
  private static final String ODDITIES =
      """
      with ours as (select oid, nspname from pg_namespace
                     where nspname !~ '^pg_' and nspname <> 'information_schema')
      select 'constraint not validated', quote_ident(k.conname) || ' on ' || k.conrelid::regclass, ours.nspname
        from pg_constraint k join ours on ours.oid = k.connamespace
       where not k.convalidated and k.conrelid <> 0
      union all
      select 'index not valid', i.indexrelid::regclass::text, ours.nspname
        from pg_index i join pg_class c on c.oid = i.indexrelid join ours on ours.oid = c.relnamespace
       where not (i.indisvalid and i.indisready and i.indislive)
      union all
      select 'trigger disabled', quote_ident(t.tgname) || ' on ' || t.tgrelid::regclass, ours.nspname
        from pg_trigger t join pg_class c on c.oid = t.tgrelid join ours on ours.oid = c.relnamespace
       where t.tgenabled = 'D' and not t.tgisinternal
      order by 1, 2
      """;

  private final Connection session;
  private final List<String> schemas;
  private final boolean hashes;
  private final boolean standby;

  private ContentsReader(
      Connection session, List<String> schemas, boolean hashes, boolean standby) {
    this.session = session;
    this.schemas = schemas;
    this.hashes = hashes;
    this.standby = standby;
  }

  /**
   * Counts the session's database.
   *
   * @param session in a transaction, settled by {@link RowTexts}
   * @param schemas the schemas to count; empty for all
   * @param hashes whether the texts of all rows are added up, too
   */
  public static Contents read(Connection session, List<String> schemas, boolean hashes)
      throws SQLException {
    try (var statement = session.createStatement();
        var rows = statement.executeQuery("select pg_is_in_recovery()")) {
      rows.next();
      return new ContentsReader(session, schemas, hashes, rows.getBoolean(1)).contents();
    }
  }

  /** Where the sequences of the session's database stand. */
  public static List<Contents.SequenceRange> sequences(Connection session, List<String> schemas)
      throws SQLException {
    return new ContentsReader(session, schemas, false, false)
        .sequences(Relation.all(session, schemas));
  }

  private boolean wanted(String schema) {
    return schemas.isEmpty() || schemas.contains(schema);
  }

  private Contents contents() throws SQLException {
    var relations = Relation.all(session, schemas);
    var roles = query(ROLES, r -> r);
    var views =
        query(VIEWS, r -> new Contents.MaterializedView(r.get(0), r.get(1), r.get(2).equals("t")));
    // pg_dump leaves extensions and large objects out as soon as schemas are chosen
    var extensions =
        schemas.isEmpty()
            ? query(EXTENSIONS, r -> new Contents.ExtensionVersion(r.get(0), r.get(1), r.get(2)))
            : List.<Contents.ExtensionVersion>of();
    var largeObjects =
        schemas.isEmpty()
            ? Long.parseLong(
                query("select count(*) from pg_largeobject_metadata", r -> r.get(0)).getFirst())
            : 0;
    return new Contents(
        tables(relations),
        leftOut(relations),
        sequences(relations),
        extensions,
        views.stream().filter(view -> wanted(view.schema())).toList(),
        largeObjects,
        roles.stream().filter(r -> r.get(1).equals("t")).map(List::getFirst).toList(),
        roles.stream().filter(r -> r.get(1).equals("f")).map(List::getFirst).toList(),
        Histories.read(session, schemas),
        query(ODDITIES, r -> r).stream()
            .filter(r -> wanted(r.get(2)))
            .map(r -> new Contents.Oddity(r.get(0), r.get(1)))
            .toList());
  }

  private boolean hasRows(Relation relation) {
    return relation.isTable() && !(relation.unlogged() && standby);
  }

  private List<Contents.TableRows> tables(List<Relation> relations) throws SQLException {
    var tables = relations.stream().filter(this::hasRows).toList();
    var hash =
        hashes
            ? "coalesce(sum(hashtextextended((lockgate_row.*)::text collate \"C\", 0)), 0)::text"
            : "''::text";
    var rows =
        each(
            tables,
            t ->
                "count(*), %s from only %s lockgate_row %s"
                    .formatted(hash, t.quoted(), t.condition().orElse("")));
    return IntStream.range(0, tables.size())
        .mapToObj(i ->
            new Contents.TableRows(
                tables.get(i).schema(),
                tables.get(i).name(),
                Long.parseLong(rows.get(i).get(1)),
                rows.get(i).get(2)))
        .toList();
  }

  private List<Contents.LeftOut> leftOut(List<Relation> relations) {
    return relations.stream()
        .filter(r -> r.kind() == 'f' || (r.isTable() && !hasRows(r)))
        .map(r ->
            new Contents.LeftOut(
                r.schema(),
                r.name(),
                r.kind() == 'f' ? "a foreign table" : "unlogged, which a replica cannot read"))
        .toList();
  }

  private List<Contents.SequenceRange> sequences(List<Relation> relations) throws SQLException {
    var sequences =
        relations.stream().filter(r -> r.kind() == 'S' && !(r.unlogged() && standby)).toList();
    var rows = each(sequences, s -> "last_value, is_called from " + s.quoted());
    return IntStream.range(0, sequences.size())
        .mapToObj(i -> {
          var state =
              new Contents.SequenceState(
                  Long.parseLong(rows.get(i).get(1)), rows.get(i).get(2).equals("t"));
          var sequence = sequences.get(i);
          return new Contents.SequenceRange(
              sequence.schema(), sequence.name(), state, state, sequence.cycles());
        })
        .toList();
  }

  /** One row for each relation, in order; many at a time, since a server may be far away. */
  private List<List<String>> each(List<Relation> relations, Function<Relation, String> columns)
      throws SQLException {
    var all = new ArrayList<List<String>>();
    for (int from = 0; from < relations.size(); from += AT_ONCE) {
      var some = relations.subList(from, Math.min(relations.size(), from + AT_ONCE));
      var sql =
          IntStream.range(0, some.size())
              .mapToObj(i -> "(select " + i + " as i, " + columns.apply(some.get(i)) + ")")
              .collect(Collectors.joining(" union all "));
      all.addAll(query(sql + " order by i", r -> r));
    }
    return all;
  }

  private <T> List<T> query(String sql, Function<List<String>, T> row) throws SQLException {
    try (var statement = session.createStatement();
        var rows = statement.executeQuery(sql)) {
      var width = rows.getMetaData().getColumnCount();
      var all = new ArrayList<T>();
      while (rows.next()) {
        var cells = new ArrayList<String>();
        for (int column = 1; column <= width; column++) {
          cells.add(String.valueOf(rows.getString(column)));
        }
        all.add(row.apply(cells));
      }
      return all;
    }
  }
}
