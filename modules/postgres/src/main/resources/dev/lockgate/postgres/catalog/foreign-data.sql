SELECT 'foreign-data wrapper' AS kind, quote_ident(f.fdwname) AS identity, NULL AS parent_kind, NULL AS parent, 'pg_foreign_data_wrapper/' || f.oid AS at,
  quote_ident(pg_get_userbyid(f.fdwowner)) AS owner,
  nullif(f.fdwhandler, 0)::regprocedure::text AS handler, nullif(f.fdwvalidator, 0)::regprocedure::text AS validator,
  NULL AS wrapper, NULL AS type, NULL AS version,
  f.fdwoptions AS "options, hidden", NULL AS options,
  obj_description(f.oid, 'pg_foreign_data_wrapper') AS comment
FROM pg_foreign_data_wrapper f
WHERE NOT EXISTS (SELECT FROM ext WHERE ext.classid = 'pg_foreign_data_wrapper'::regclass AND ext.objid = f.oid)
UNION ALL
SELECT 'foreign server', quote_ident(s.srvname), NULL, NULL, 'pg_foreign_server/' || s.oid,
  quote_ident(pg_get_userbyid(s.srvowner)), NULL, NULL, quote_ident(w.fdwname), s.srvtype, s.srvversion, s.srvoptions, NULL,
  obj_description(s.oid, 'pg_foreign_server')
FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
WHERE NOT EXISTS (SELECT FROM ext WHERE ext.classid = 'pg_foreign_server'::regclass AND ext.objid = s.oid)
UNION ALL
-- the view hides options from who may not read them; without options the two look the same
SELECT 'user mapping', CASE WHEN m.umuser = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(m.umuser)) END || ' on ' || quote_ident(m.srvname), 'foreign server', quote_ident(m.srvname), 'pg_user_mapping/' || m.umid,
  NULL, NULL, NULL, NULL, NULL, NULL, m.umoptions,
  CASE WHEN m.umoptions IS NULL AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN '(not readable by this role)' END,
  NULL
FROM pg_user_mappings m
