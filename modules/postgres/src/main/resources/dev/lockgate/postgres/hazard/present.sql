-- what exists: the oids of each kind, one text for each
select 'schema' as kind, string_agg(oid::text, ' ') as oids from pg_catalog.pg_namespace
union all
select 'relation', string_agg(oid::text, ' ') from pg_catalog.pg_class where oid >= 16384
union all
select 'constraint', string_agg(oid::text, ' ') from pg_catalog.pg_constraint where oid >= 16384
union all
select 'index', string_agg(indexrelid::text, ' ') from pg_catalog.pg_index where indexrelid >= 16384
union all
select 'trigger', string_agg(oid::text, ' ') from pg_catalog.pg_trigger where oid >= 16384
union all
select 'type', string_agg(oid::text, ' ') from pg_catalog.pg_type where oid >= 16384 and typtype in ('e', 'd', 'r')
union all
select 'enum value', string_agg(oid::text, ' ') from pg_catalog.pg_enum
union all
select 'routine', string_agg(oid::text, ' ') from pg_catalog.pg_proc where oid >= 16384
union all
select 'extension', string_agg(oid::text, ' ') from pg_catalog.pg_extension
union all
select 'policy', string_agg(oid::text, ' ') from pg_catalog.pg_policy
union all
select 'inheritance ' || inhparent, string_agg(inhrelid::text, ' ') from pg_catalog.pg_inherits group by inhparent
