SELECT 'language' AS kind, quote_ident(l.lanname) AS identity, NULL AS parent_kind, NULL AS parent, 'pg_language/' || l.oid AS at,
  CASE WHEN l.lanpltrusted THEN 'yes' END AS trusted,
  nullif(l.lanplcallfoid, 0)::regprocedure::text AS handler, nullif(l.laninline, 0)::regprocedure::text AS inline, nullif(l.lanvalidator, 0)::regprocedure::text AS validator,
  quote_ident(pg_get_userbyid(l.lanowner)) AS owner,
  obj_description(l.oid, 'pg_language') AS comment
FROM pg_language l
WHERE l.lanispl AND NOT EXISTS (SELECT FROM ext WHERE ext.classid = 'pg_language'::regclass AND ext.objid = l.oid)
