SELECT 'conversion' AS kind, ns.id || '.' || quote_ident(c.conname) AS identity, 'schema' AS parent_kind, ns.id AS parent, 'pg_conversion/' || c.oid AS at,
  -- what follows the name in the CREATE statement
  format('FOR %L TO %L FROM %s', pg_encoding_to_char(c.conforencoding), pg_encoding_to_char(c.contoencoding), c.conproc) AS definition,
  CASE WHEN c.condefault THEN 'yes' END AS default,
  quote_ident(pg_get_userbyid(c.conowner)) AS owner, obj_description(c.oid, 'pg_conversion') AS comment
FROM pg_conversion c JOIN ns ON ns.oid = c.connamespace
WHERE NOT EXISTS (SELECT FROM ext WHERE ext.classid = 'pg_conversion'::regclass AND ext.objid = c.oid)
UNION ALL
SELECT 'access method', quote_ident(m.amname), NULL, NULL, 'pg_am/' || m.oid, format('TYPE %s HANDLER %s', CASE m.amtype WHEN 't' THEN 'TABLE' ELSE 'INDEX' END, m.amhandler), NULL, NULL, obj_description(m.oid, 'pg_am')
FROM pg_am m WHERE m.oid >= 16384 AND NOT EXISTS (SELECT FROM ext WHERE ext.classid = 'pg_am'::regclass AND ext.objid = m.oid)
UNION ALL
SELECT 'transform', 'for ' || format_type(t.trftype, NULL) || ' language ' || (SELECT quote_ident(lanname) FROM pg_language l WHERE l.oid = t.trflang), NULL, NULL, 'pg_transform/' || t.oid,
  concat_ws(', ', 'FROM SQL WITH FUNCTION ' || nullif(t.trffromsql::oid, 0)::regprocedure, 'TO SQL WITH FUNCTION ' || nullif(t.trftosql::oid, 0)::regprocedure), NULL, NULL, obj_description(t.oid, 'pg_transform')
FROM pg_transform t WHERE NOT EXISTS (SELECT FROM ext WHERE ext.classid = 'pg_transform'::regclass AND ext.objid = t.oid)
