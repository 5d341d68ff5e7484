package dev.lockgate.postgres.backup;

import dev.lockgate.postgres.Identifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table, sequence, view or foreign table that a dump carries.
 *
 * @param kind {@code relkind}: r, p, f, m or S
 * @param unlogged whether a replica cannot read it
 * @param readable whether this role may read it
 * @param rowsHidden whether row security hides rows from this role
 * @param cycles whether a sequence begins again at its end
 * @param condition which rows of an extension's configuration table are dumped
 */
record Relation(
    String schema,
    String name,
    char kind,
    boolean unlogged,
    boolean readable,
    boolean rowsHidden,
    boolean cycles,
    Optional<String> condition) {
  private static final String ALL =
      """
      select n.nspname, c.relname, c.relkind, c.relpersistence = 'u' as unlogged,
             has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select') as readable,
             c.relkind in ('r', 'p') and row_security_active(c.oid) as hidden,
             coalesce((select s.seqcycle from pg_sequence s where s.seqrelid = c.oid), false) as cycles,
             (select e.extcondition[array_position(e.extconfig, c.oid)]
                from pg_extension e where c.oid = any (e.extconfig)) as condition
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p', 'f', 'm', 'S') and c.relpersistence <> 't'
         and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
         and (not exists (select from pg_depend d
                           where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
              or exists (select from pg_extension e where c.oid = any (e.extconfig)))
       order by n.nspname, c.relname
      """;

  /** Everything that a dump of some schemas carries; of all when none is named. */
  static List<Relation> all(Connection session, List<String> schemas) throws SQLException {
    return all(session).stream()
        .filter(relation -> schemas.isEmpty() || schemas.contains(relation.schema()))
        .toList();
  }

  private static List<Relation> all(Connection session) throws SQLException {
    try (var statement = session.createStatement();
        var rows = statement.executeQuery(ALL)) {
      var relations = new ArrayList<Relation>();
      while (rows.next()) {
        relations.add(
            new Relation(
                rows.getString("nspname"),
                rows.getString("relname"),
                rows.getString("relkind").charAt(0),
                rows.getBoolean("unlogged"),
                rows.getBoolean("readable"),
                rows.getBoolean("hidden"),
                rows.getBoolean("cycles"),
                Optional.ofNullable(rows.getString("condition"))));
      }
      return relations;
    }
  }

  /** Whether it has rows of its own that a dump carries. */
  boolean isTable() {
    return kind == 'r';
  }

  /** Whether pg_dump reads or locks it. */
  boolean isRead() {
    return kind == 'r' || kind == 'p' || kind == 'S';
  }

  String quoted() {
    return Identifier.quote(schema, name);
  }

  @Override
  public String toString() {
    return schema + "." + name;
  }
}
