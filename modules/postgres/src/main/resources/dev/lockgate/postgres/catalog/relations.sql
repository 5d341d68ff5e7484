, columns AS (
  SELECT a.attrelid, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS names
  FROM pg_attribute a JOIN rel ON rel.oid = a.attrelid
  WHERE a.attnum > 0 AND NOT a.attisdropped GROUP BY a.attrelid
), parents AS (
  SELECT h.inhrelid, string_agg(h.inhparent::regclass::text, ', ' ORDER BY h.inhseqno) AS names, bool_or(h.inhdetachpending) AS leaving
  FROM pg_inherits h GROUP BY h.inhrelid
)
SELECT r.kind, r.id AS identity, 'schema' AS parent_kind, r.schema AS parent,
  concat_ws(' ', 'pg_class/' || r.oid, 'pg_type/' || nullif(r.reltype, 0), 'pg_type/' || nullif(t.typarray, 0), 'pg_rewrite/' || w.oid) AS at,
  CASE r.relpersistence WHEN 'u' THEN 'unlogged' END AS persistence,
  quote_ident(pg_get_userbyid(r.relowner)) AS owner,
  CASE WHEN r.reloptions IS NOT NULL THEN array_to_string(ARRAY(SELECT o FROM unnest(r.reloptions) o ORDER BY o), ', ') END AS options,
  CASE WHEN toast.reloptions IS NOT NULL THEN array_to_string(ARRAY(SELECT o FROM unnest(toast.reloptions) o ORDER BY o), ', ') END AS "toast options",
  CASE WHEN r.reltablespace <> 0 THEN (SELECT quote_ident(spcname) FROM pg_tablespace s WHERE s.oid = r.reltablespace) END AS tablespace,
  CASE WHEN r.relrowsecurity THEN 'enabled' END AS "row security",
  CASE WHEN r.relforcerowsecurity THEN 'yes' END AS "row security forced",
  CASE r.relreplident WHEN 'f' THEN 'full' WHEN 'n' THEN CASE WHEN r.relkind IN ('r', 'p', 'm') THEN 'nothing' END WHEN 'i' THEN 'index' END AS "replica identity",
  (SELECT quote_ident(amname) FROM pg_am m WHERE m.oid = r.relam) AS "access method",
  CASE WHEN r.relkind = 'p' THEN pg_get_partkeydef(r.oid) END AS "partition key",
  CASE WHEN r.relkind = 'p' THEN (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_partitioned_table p
    JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = ANY (p.partattrs) WHERE p.partrelid = r.oid) END AS "partition columns, raw",
  pg_get_expr(r.relpartbound, r.oid) AS "partition bound",
  CASE WHEN parents.leaving THEN 'yes' END AS "detach pending",
  CASE WHEN r.reloftype <> 0 THEN format_type(r.reloftype, NULL) END AS "of type",
  parents.names AS inherits,
  CASE WHEN r.relkind IN ('v', 'm') THEN pg_get_viewdef(r.oid) END AS definition,
  CASE WHEN r.relkind = 'm' THEN r.relispopulated::text END AS populated,
  quote_ident(server.srvname) AS server,
  far.ftoptions AS "options, hidden",
  CASE WHEN r.relkind IN ('r', 'p', 'f') THEN columns.names END AS "column order",
  CASE WHEN r.relkind IN ('v', 'm') THEN columns.names END AS "column order, raw",
  CASE WHEN r.relkind = 'c' THEN columns.names END AS attributes,
  coalesce(said.description, CASE WHEN r.relkind = 'c' THEN obj_description(r.reltype, 'pg_type') END) AS comment
FROM rel r
LEFT JOIN pg_type t ON t.oid = r.reltype
LEFT JOIN pg_class toast ON toast.oid = r.reltoastrelid
LEFT JOIN pg_foreign_table far ON far.ftrelid = r.oid
LEFT JOIN pg_foreign_server server ON server.oid = far.ftserver
LEFT JOIN pg_rewrite w ON w.ev_class = r.oid AND w.rulename = '_RETURN'
LEFT JOIN columns ON columns.attrelid = r.oid
LEFT JOIN pg_description said ON said.objoid = r.oid AND said.classoid = 'pg_class'::regclass AND said.objsubid = 0
LEFT JOIN parents ON parents.inhrelid = r.oid
WHERE r.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
