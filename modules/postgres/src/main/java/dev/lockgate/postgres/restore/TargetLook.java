package dev.lockgate.postgres.restore;

import dev.lockgate.core.restore.TargetState;
import dev.lockgate.postgres.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Looks at the server from the maintenance database, and changes nothing. */
final class TargetLook {
  private static final String ME =
      """
      select r.rolname, r.rolsuper, r.rolcreatedb, pg_is_in_recovery(),
             r.rolsuper or pg_has_role('pg_signal_backend', 'usage'),
             current_setting('server_version_num')::int / 10000
        from pg_roles r where r.rolname = current_user
      """;

  private static final String LIVE =
      """
      select r.rolsuper or pg_has_role(d.datdba, 'usage'),
             case when has_database_privilege(d.oid, 'connect') then pg_database_size(d.oid) else 0 end
        from pg_database d, pg_roles r where d.datname = ? and r.rolname = current_user
      """;

  /**
   * Of others' sessions a role without rights sees who and where, but not what they are. Autovacuum
   * has no role; PostgreSQL itself ends it for a rename.
   */
  private static final String SESSIONS =
      """
      select coalesce(r.rolname, 'a dropped role') || ', pid ' || a.pid
               || case when a.application_name <> '' then ' (' || a.application_name || ')' else '' end
        from pg_stat_activity a left join pg_roles r on r.oid = a.usesysid
       where a.datname = ? and a.pid <> pg_backend_pid() and a.pid <> ?::int
         and a.usesysid is not null and a.backend_type is distinct from 'parallel worker'
         and %s
       order by a.pid
      """;

  private static final String OF_SUPERUSERS = "coalesce(r.rolsuper, true)";

  private static final String OF_OTHERS =
      """
      not coalesce(r.rolsuper, true) and not pg_has_role(a.usesysid, 'usage')
      and not pg_has_role('pg_signal_backend', 'usage')
      and not (select s.rolsuper from pg_roles s where s.rolname = current_user)
      """;

  private static final String OF_STEPS = "a.application_name like 'lockgate/%'";

  private static final String BOUND =
      """
      with live (name) as (select ?::text)
      select 'replication slot', slot_name::text, true from pg_replication_slots, live
       where database = live.name and not temporary
      union all
      select 'subscription', s.subname::text, true
        from pg_subscription s join pg_database d on d.oid = s.subdbid, live
       where d.datname = live.name
      union all
      select 'prepared transaction', gid, false from pg_prepared_xacts, live where database = live.name
      union all
      select 'the jobs of', 'pg_cron', true from live
       where current_setting('cron.database_name', true) = live.name
      """;

  private static final String FOREIGN =
      """
      select distinct c.relkind::text || ' ' || quote_ident(n.nspname) || '.' || quote_ident(c.relname)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and n.nspname !~ '^pg_'
         and n.nspname not in ('information_schema', 'lockgate') and not pg_has_role(c.relowner, 'usage')
         and not exists (select from pg_depend d
                          where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
      union
      select 'function ' || p.oid::regprocedure
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'lockgate')
         and not pg_has_role(p.proowner, 'usage')
         and not exists (select from pg_depend d
                          where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
      union
      select 'schema ' || quote_ident(n.nspname) from pg_namespace n
       where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'lockgate', 'public')
         and not pg_has_role(n.nspowner, 'usage')
         and not exists (select from pg_extension e where e.extnamespace = n.oid)
      order by 1
      """;

  private static final String RELATIONS =
      """
      select (select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
               where n.nspname !~ '^pg_(catalog|temp)' and n.nspname <> 'information_schema')
           + (select count(*) from pg_largeobject_metadata)
      """;

  private static final String CAPACITY =
      """
      select current_setting('max_locks_per_transaction')::bigint
           * (current_setting('max_connections')::bigint
              + current_setting('max_prepared_transactions')::bigint)
      """;

  private final Database maintenance;
  private final Database live;

  TargetLook(Database live, Database maintenance) {
    this.live = live;
    this.maintenance = maintenance;
  }

  TargetState look() {
    return maintenance.read(this::on);
  }

  /** The connected role and the server. */
  private record Me(
      String role,
      boolean superuser,
      boolean createDatabase,
      boolean standby,
      boolean maySignal,
      int major) {}

  /** The live database, when it exists. */
  private record Live(boolean owned, long size) {}

  private TargetState on(Connection session) throws SQLException {
    var name = live.url().database();
    var there =
        !Query.texts(session, "select datname from pg_database where datname = ?", name).isEmpty();
    var inside = there ? live.read(Inside::of) : new Inside(List.of(), 0, "0");
    var me =
        Query.list(
                session,
                ME,
                row ->
                    new Me(
                        row.text(1),
                        row.flag(2),
                        row.flag(3),
                        row.flag(4),
                        row.flag(5),
                        Integer.parseInt(row.text(6))))
            .getFirst();
    var found =
        Query.list(session, LIVE, row -> new Live(row.flag(1), Long.parseLong(row.text(2))), name)
            .stream()
            .findFirst();
    return new TargetState(
        live.url().host(),
        name,
        maintenance.url().database(),
        found.isPresent(),
        me.major(),
        me.standby(),
        me.role(),
        me.superuser(),
        me.createDatabase(),
        found.map(Live::owned).orElse(false),
        me.maySignal(),
        Query.texts(session, SESSIONS.formatted(OF_SUPERUSERS), name, inside.pid()),
        Query.texts(session, SESSIONS.formatted(OF_OTHERS), name, inside.pid()),
        Query.texts(session, SESSIONS.formatted(OF_STEPS), name, inside.pid()),
        Query.texts(session, "select rolname from pg_roles"),
        Query.texts(session, assignable(me.major())),
        Query.texts(session, "select name from pg_available_extensions"),
        Query.list(
            session,
            BOUND,
            row -> new TargetState.Bound(row.text(1), row.text(2), row.flag(3)),
            name),
        KeptDatabases.of(session, name),
        found.map(Live::size).orElse(0L),
        system(session),
        inside.foreign(),
        inside.relations(),
        Query.list(session, CAPACITY, row -> Long.parseLong(row.text(1))).getFirst());
  }

  private static String system(Connection session) throws SQLException {
    return Query.texts(
                session,
                "select has_function_privilege('pg_catalog.pg_control_system()', 'execute')::text")
            .equals(List.of("true"))
        ? Query.texts(session, "select system_identifier::text from pg_control_system()").getFirst()
        : "";
  }

  /**
   * What can only be seen from within the live database.
   *
   * @param pid of the session that saw it, which may not have ended yet
   */
  private record Inside(List<String> foreign, long relations, String pid) {
    static Inside of(Connection session) throws SQLException {
      return new Inside(
          Query.texts(session, FOREIGN),
          Query.list(session, RELATIONS, row -> Long.parseLong(row.text(1))).getFirst(),
          Query.texts(session, "select pg_backend_pid()::text").getFirst());
    }
  }

  private static String assignable(int major) {
    var right = major >= 16 ? "SET" : "MEMBER";
    return "select rolname from pg_roles where pg_has_role(oid, '" + right + "')";
  }
}
