package dev.lockgate.postgres.backup;

import dev.lockgate.core.backup.Contents;
import dev.lockgate.postgres.Identifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What tools of migrations wrote down, found by the columns of their tables, whatever the name. */
final class Histories {
  private static final String TABLES =
      """
      with tables as (
        select n.nspname, c.relname, array_agg(a.attname::text) as columns
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
          join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
         where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
           and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select')
         group by 1, 2
      )
      select case when columns @> '{installed_rank,version,script,checksum,success}' then 'flyway'
                  when columns @> '{migration_name,checksum,finished_at,rolled_back_at}' then 'prisma'
                  when columns @> '{version,statements,name}' and relname = 'schema_migrations' then 'supabase'
             end as tool, nspname, relname
        from tables
       where columns @> '{installed_rank,version,script,checksum,success}'
          or columns @> '{migration_name,checksum,finished_at,rolled_back_at}'
          or columns @> '{version,statements,name}' and relname = 'schema_migrations'
       order by 2, 3
      """;

  private Histories() {}

  static List<Contents.History> read(Connection session, List<String> schemas) throws SQLException {
    var all = new ArrayList<Contents.History>();
    try (var statement = session.createStatement();
        var tables = statement.executeQuery(TABLES)) {
      while (tables.next()) {
        var schema = tables.getString("nspname");
        if (schemas.isEmpty() || schemas.contains(schema)) {
          all.add(one(session, tables.getString("tool"), schema, tables.getString("relname")));
        }
      }
    }
    return all;
  }

  private static Contents.History one(Connection session, String tool, String schema, String table)
      throws SQLException {
    var sql =
        switch (tool) {
          case "flyway" -> query("success", "version", "installed_rank");
          case "prisma" -> query("finished_at is not null", "migration_name", "started_at, id");
          default -> query("true", "version", "version");
        };
    try (var statement = session.createStatement();
        var row = statement.executeQuery(sql.formatted(Identifier.quote(schema, table)))) {
      row.next();
      return new Contents.History(
          tool, schema, table, row.getLong(1), row.getString(2), row.getString(3));
    }
  }

  private static String query(String applied, String version, String order) {
    return """
    select count(*) filter (where %1$s),
           coalesce((array_agg(%2$s::text order by %3$s desc) filter (where %1$s and %2$s is not null))[1], ''),
           md5(coalesce(string_agg((lockgate_row.*)::text, E'\\n' order by %3$s), ''))
      from only %%s lockgate_row
    """
        .formatted(applied, version, order);
  }
}
