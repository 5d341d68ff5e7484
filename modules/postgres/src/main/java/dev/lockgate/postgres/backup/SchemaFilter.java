package dev.lockgate.postgres.backup;

import dev.lockgate.core.step.BadInputs;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A dump that is confined to some schemas: what that leaves behind. */
public final class SchemaFilter {
  /** Objects on both sides of the border, by what of them has a schema. */
  private static final String ACROSS =
      """
      with objects (classid, objid, schema, name) as (
        select 'pg_class'::regclass, c.oid, n.nspname, n.nspname || '.' || c.relname
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
        union all select 'pg_proc'::regclass, p.oid, n.nspname, n.nspname || '.' || p.proname
          from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        union all select 'pg_type'::regclass, t.oid, n.nspname, n.nspname || '.' || t.typname
          from pg_type t join pg_namespace n on n.oid = t.typnamespace where t.typrelid = 0
        union all select 'pg_constraint'::regclass, k.oid, n.nspname, n.nspname || '.' || c.relname
          from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
        union all select 'pg_rewrite'::regclass, r.oid, n.nspname, n.nspname || '.' || c.relname
          from pg_rewrite r join pg_class c on c.oid = r.ev_class join pg_namespace n on n.oid = c.relnamespace
        union all select 'pg_trigger'::regclass, t.oid, n.nspname, n.nspname || '.' || c.relname
          from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
        union all select 'pg_attrdef'::regclass, d.oid, n.nspname, n.nspname || '.' || c.relname
          from pg_attrdef d join pg_class c on c.oid = d.adrelid join pg_namespace n on n.oid = c.relnamespace
        union all select 'pg_policy'::regclass, p.oid, n.nspname, n.nspname || '.' || c.relname
          from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
      )
      select distinct a.name || ' needs ' || b.name
        from pg_depend d
        join objects a on a.classid = d.classid and a.objid = d.objid
        join objects b on b.classid = d.refclassid and b.objid = d.refobjid
       where a.schema !~ '^pg_' and b.schema !~ '^pg_' and a.schema <> 'information_schema'
         and b.schema <> 'information_schema'
         and (a.schema = any (?)) <> (b.schema = any (?))
       order by 1
      """;

  private SchemaFilter() {}

  /**
   * Makes sure that every schema of a filter exists.
   *
   * @throws BadInputs {@code schemas-missing}
   */
  static void check(Connection session, List<String> schemas) throws SQLException {
    var missing = new ArrayList<>(schemas);
    if (missing.isEmpty()) {
      return;
    }
    try (var statement = session.createStatement();
        var rows = statement.executeQuery("select nspname from pg_namespace")) {
      while (rows.next()) {
        missing.remove(rows.getString(1));
      }
    }
    if (!missing.isEmpty()) {
      throw new BadInputs(
          "schemas-missing",
          List.of(
              new BadInputs.Problem(
                  "schemas",
                  "expected schemas of the database such as `public`; it has none called "
                      + String.join(", ", missing))));
    }
  }

  /** What stands on both sides of the filter's border, a phrase each. */
  public static List<String> across(Connection session, List<String> schemas) throws SQLException {
    if (schemas.isEmpty()) {
      return List.of();
    }
    var names = session.createArrayOf("text", schemas.toArray());
    try (var statement = session.prepareStatement(ACROSS)) {
      statement.setArray(1, names);
      statement.setArray(2, names);
      try (var rows = statement.executeQuery()) {
        var all = new ArrayList<String>();
        while (rows.next()) {
          all.add(rows.getString(1));
        }
        return all;
      }
    }
  }
}
