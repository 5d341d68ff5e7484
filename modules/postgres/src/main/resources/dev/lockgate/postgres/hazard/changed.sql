-- every row of the catalog that was written since transaction %1$d, by kind, oid and number
with ours as (
  select n.oid, n.xmin, quote_ident(n.nspname) as name,
         n.nspowner::regrole::text || ' ' || coalesce(n.nspacl::text, '') as rights
  from pg_catalog.pg_namespace n
  where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'lockgate')
), member as (
  select d.classid, d.objid from pg_catalog.pg_depend d where d.deptype = 'e'
)
select 'schema' as kind, n.oid::bigint as oid, 0 as number, array[n.name, n.rights] as fields
from ours n where n.xmin::text::bigint >= %1$d
union all
select 'relation', c.oid::bigint, 0,
       array[quote_ident(c.relname), n.oid::text, n.name, c.relkind::text,
             coalesce(pg_catalog.pg_relation_filenode(c.oid), 0)::text, c.relpersistence::text,
             c.reltablespace::text, c.relispartition::text, c.relrowsecurity::text,
             c.relforcerowsecurity::text,
             c.relowner::regrole::text || ' ' || coalesce(c.relacl::text, ''),
             (c.relkind = 'S' and exists (
               select from pg_catalog.pg_depend d
               where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid
                 and d.deptype in ('a', 'i') and d.refobjsubid > 0))::text]
from pg_catalog.pg_class c join ours n on n.oid = c.relnamespace
where (c.xmin::text::bigint >= %1$d or n.xmin::text::bigint >= %1$d)
  and c.relkind in ('r', 'p', 'f', 'v', 'm', 'i', 'I', 'S', 'c')
  and c.relname <> 'flyway_schema_history'
  and not exists (select from member m
                  where m.classid = 'pg_catalog.pg_class'::regclass and m.objid = c.oid)
union all
select 'column', a.attrelid::bigint, a.attnum,
       case when not a.attisdropped then
         array[quote_ident(a.attname),
               pg_catalog.format_type(a.atttypid, a.atttypmod) || coalesce(
                 (select ' collate ' || quote_ident(l.collname) from pg_catalog.pg_collation l
                  join pg_catalog.pg_type y on y.oid = a.atttypid and y.typcollation <> l.oid
                  where l.oid = a.attcollation), ''),
               a.attnotnull::text,
               a.attidentity::text, a.attgenerated::text,
               case when a.attgenerated = '' then coalesce(
                 (select pg_catalog.pg_get_expr(d.adbin, d.adrelid) from pg_catalog.pg_attrdef d
                  where d.adrelid = a.attrelid and d.adnum = a.attnum), '') else '' end,
               coalesce(a.attacl::text, '')] end
from pg_catalog.pg_attribute a
join pg_catalog.pg_class c on c.oid = a.attrelid
join ours n on n.oid = c.relnamespace
where a.xmin::text::bigint >= %1$d and a.attnum > 0 and c.relkind in ('r', 'p', 'f')
  and c.relname <> 'flyway_schema_history'
union all
select 'view column', a.attrelid::bigint, a.attnum,
       case when not a.attisdropped then array[quote_ident(a.attname)] end
from pg_catalog.pg_attribute a
join pg_catalog.pg_class c on c.oid = a.attrelid
join ours n on n.oid = c.relnamespace
where a.xmin::text::bigint >= %1$d and a.attnum > 0 and c.relkind in ('v', 'm', 'c')
  and not exists (select from member m
                  where m.classid = 'pg_catalog.pg_class'::regclass and m.objid = c.oid)
union all
select 'constraint', k.oid::bigint, 0,
       array[quote_ident(k.conname), k.contype::text, k.conrelid::text, k.contypid::text, k.conindid::text,
             k.confrelid::text, k.convalidated::text, (k.coninhcount > 0 or k.conparentid <> 0)::text,
             coalesce(array_to_string(k.conkey, ' '), ''), pg_catalog.pg_get_constraintdef(k.oid)]
from pg_catalog.pg_constraint k join ours n on n.oid = k.connamespace
where k.xmin::text::bigint >= %1$d and k.contype in ('c', 'f', 'n', 'p', 'u', 'x')
union all
select 'index', i.indexrelid::bigint, 0,
       array[i.indrelid::text, i.indisunique::text, i.indisprimary::text, i.indisvalid::text,
             coalesce(pg_catalog.pg_get_expr(i.indpred, i.indrelid), ''),
             (select coalesce(string_agg(u.number::text, ' ' order by u.place), '')
              from unnest(i.indkey::int2[]) with ordinality u(number, place)
              where u.place <= i.indnkeyatts),
             (select coalesce(string_agg(pg_catalog.pg_get_indexdef(i.indexrelid, u.place, false), chr(31)
                                         order by u.place), '')
              from generate_series(1, i.indnkeyatts::int) u(place))]
from pg_catalog.pg_index i
join pg_catalog.pg_class c on c.oid = i.indexrelid
join ours n on n.oid = c.relnamespace
where i.xmin::text::bigint >= %1$d
union all
select 'trigger', t.oid::bigint, 0,
       array[t.tgrelid::text, quote_ident(t.tgname), t.tgenabled::text,
             case when t.tgisinternal then '' else pg_catalog.pg_get_triggerdef(t.oid) end, t.tgisinternal::text]
from pg_catalog.pg_trigger t where t.xmin::text::bigint >= %1$d
union all
select 'type', t.oid::bigint, 0, array[quote_ident(t.typname), n.name, t.typtype::text]
from pg_catalog.pg_type t join ours n on n.oid = t.typnamespace
where t.xmin::text::bigint >= %1$d and t.typtype in ('e', 'd', 'r')
  and not exists (select from member m
                  where m.classid = 'pg_catalog.pg_type'::regclass and m.objid = t.oid)
union all
select 'enum value', e.oid::bigint, 0, array[e.enumtypid::text, e.enumlabel::text]
from pg_catalog.pg_enum e where e.xmin::text::bigint >= %1$d
union all
select 'routine', p.oid::bigint, 0,
       array[n.name || '.' || quote_ident(p.proname), pg_catalog.pg_get_function_identity_arguments(p.oid),
             coalesce(pg_catalog.pg_get_function_result(p.oid), ''),
             p.proowner::regrole::text || ' ' || coalesce(p.proacl::text, ''),
             case when p.prosqlbody is null and l.lanname not in ('c', 'internal') then p.prosrc else '' end]
from pg_catalog.pg_proc p join ours n on n.oid = p.pronamespace
join pg_catalog.pg_language l on l.oid = p.prolang
where p.xmin::text::bigint >= %1$d
  and not exists (select from member m
                  where m.classid = 'pg_catalog.pg_proc'::regclass and m.objid = p.oid)
union all
select 'extension', x.oid::bigint, 0, array[quote_ident(x.extname)]
from pg_catalog.pg_extension x where x.xmin::text::bigint >= %1$d
union all
select 'policy', p.oid::bigint, 0,
       array[p.polrelid::text, quote_ident(p.polname),
             p.polcmd::text || p.polpermissive::text || p.polroles::text
               || coalesce(pg_catalog.pg_get_expr(p.polqual, p.polrelid), '')
               || coalesce(pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid), '')]
from pg_catalog.pg_policy p where p.xmin::text::bigint >= %1$d
union all
select 'inheritance ' || h.inhparent, h.inhrelid::bigint, 0, array[h.inhparent::text]
from pg_catalog.pg_inherits h where h.xmin::text::bigint >= %1$d
