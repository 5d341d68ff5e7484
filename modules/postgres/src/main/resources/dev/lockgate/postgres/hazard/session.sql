-- what the session holds and how it waits; where the next look must begin
select 'lock' as what, l.relation::bigint as number, l.mode as word
from pg_catalog.pg_locks l
where l.pid = pg_catalog.pg_backend_pid() and l.locktype = 'relation' and l.granted
  and l.relation >= 16384
  and l.database = (select d.oid from pg_catalog.pg_database d
                    where d.datname = pg_catalog.current_database())
union all
select s.name, s.setting::bigint, '' from pg_catalog.pg_settings s
where s.name in ('lock_timeout', 'statement_timeout')
union all
select 'transaction',
       (coalesce(pg_catalog.pg_current_xact_id_if_assigned()::text,
                 pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())::text)::numeric % 4294967296)::bigint, ''
