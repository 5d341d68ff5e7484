SELECT 'column' AS kind, r.id || '.' || quote_ident(a.attname) AS identity, r.kind AS parent_kind, r.id AS parent,
  concat_ws(' ', 'pg_class/' || a.attrelid || '/' || a.attnum, 'pg_attrdef/' || d.oid, 'pg_constraint/' || k.oid) AS at,
  a.attnum::text AS "position, raw",
  CASE t.typstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END AS "usual storage, raw",
  format_type(a.atttypid, a.atttypmod) AS type,
  CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END AS collation,
  CASE WHEN a.attnotnull THEN concat_ws(', ', 'yes', CASE WHEN NOT k.convalidated THEN 'not valid' END, CASE WHEN k.connoinherit THEN 'not inherited' END) END AS "not null",
  quote_ident(k.conname) AS "not-null constraint",
  about.description AS "comment on not null",
  CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END AS default,
  CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END AS "generated as identity",
  CASE a.attgenerated WHEN 's' THEN pg_get_expr(d.adbin, d.adrelid) || ' stored' WHEN 'v' THEN pg_get_expr(d.adbin, d.adrelid) || ' virtual' END AS generated,
  CASE WHEN r.relkind IN ('r', 'p', 'm', 'f') AND a.attstorage <> t.typstorage THEN CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END END AS storage,
  CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' WHEN '' THEN NULL ELSE a.attcompression::text END AS compression,
  nullif(a.attstattarget, -1)::text AS statistics,
  CASE WHEN a.attoptions IS NOT NULL THEN array_to_string(ARRAY(SELECT o FROM unnest(a.attoptions) o ORDER BY o), ', ') END AS options,
  a.attfdwoptions AS "options, hidden",
  CASE WHEN NOT a.attislocal THEN 'in the parent' END AS "defined here",
  said.description AS comment
FROM rel r
JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
LEFT JOIN pg_constraint k ON k.conrelid = a.attrelid AND k.contype = 'n' AND k.conkey = ARRAY[a.attnum]
LEFT JOIN pg_description about ON about.objoid = k.oid AND about.classoid = 'pg_constraint'::regclass AND about.objsubid = 0
LEFT JOIN pg_description said ON said.objoid = a.attrelid AND said.classoid = 'pg_class'::regclass AND said.objsubid = a.attnum
WHERE r.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
