SELECT 'collation' AS kind, ns.id || '.' || quote_ident(c.collname) AS identity, 'schema' AS parent_kind, ns.id AS parent, 'pg_collation/' || c.oid AS at,
  CASE c.collprovider WHEN 'c' THEN 'libc' WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' WHEN 'd' THEN 'default' ELSE c.collprovider::text END AS provider,
  c.collcollate::text AS collate, c.collctype::text AS ctype,
  coalesce(to_jsonb(c) ->> 'colllocale', to_jsonb(c) ->> 'colliculocale') AS locale, to_jsonb(c) ->> 'collicurules' AS rules,
  CASE WHEN NOT c.collisdeterministic THEN 'no' END AS deterministic,
  pg_encoding_to_char(c.collencoding)::text AS encoding, c.collversion AS version,
  quote_ident(pg_get_userbyid(c.collowner)) AS owner,
  obj_description(c.oid, 'pg_collation') AS comment
FROM pg_collation c JOIN ns ON ns.oid = c.collnamespace
WHERE NOT EXISTS (SELECT FROM ext WHERE ext.classid = 'pg_collation'::regclass AND ext.objid = c.oid)
