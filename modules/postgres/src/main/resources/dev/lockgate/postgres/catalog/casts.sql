SELECT 'cast' AS kind, format_type(c.castsource, NULL) || ' as ' || format_type(c.casttarget, NULL) AS identity, NULL AS parent_kind, NULL AS parent, 'pg_cast/' || c.oid AS at,
  nullif(c.castfunc, 0)::regprocedure::text AS function,
  CASE c.castcontext WHEN 'a' THEN 'assignment' WHEN 'i' THEN 'implicit' ELSE 'explicit' END AS context,
  CASE c.castmethod WHEN 'b' THEN 'binary' WHEN 'i' THEN 'input and output' ELSE 'function' END AS method,
  obj_description(c.oid, 'pg_cast') AS comment
FROM pg_cast c
WHERE c.oid >= 16384 AND NOT EXISTS (SELECT FROM ext WHERE ext.classid = 'pg_cast'::regclass AND ext.objid = c.oid)
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_cast'::regclass AND d.objid = c.oid AND d.deptype = 'i')
