SELECT 'schema' AS kind, id AS identity, NULL AS parent_kind, NULL AS parent, 'pg_namespace/' || oid AS at,
  quote_ident(pg_get_userbyid(nspowner)) AS owner,
  obj_description(oid, 'pg_namespace') AS comment
FROM ns
WHERE NOT EXISTS (SELECT FROM ext WHERE ext.classid = 'pg_namespace'::regclass AND ext.objid = ns.oid)
