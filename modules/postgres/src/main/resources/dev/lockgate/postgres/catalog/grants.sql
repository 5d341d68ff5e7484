, acl AS MATERIALIZED (
  SELECT kind, id, relowner AS owner, acldefault('r', relowner) AS standard, relacl AS given FROM rel WHERE relkind IN ('r', 'p', 'v', 'm', 'f')
  UNION ALL SELECT 'sequence', seq_id, relowner, acldefault('s', relowner), relacl FROM seq
  UNION ALL SELECT 'column', r.id || '.' || quote_ident(a.attname), r.relowner, '{}', a.attacl
    FROM rel r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attacl IS NOT NULL
  UNION ALL SELECT 'schema', id, nspowner, acldefault('n', nspowner), nspacl FROM ns
    WHERE NOT EXISTS (SELECT FROM ext WHERE ext.classid = 'pg_namespace'::regclass AND ext.objid = ns.oid)
  UNION ALL SELECT kind, id, proowner, acldefault('f', proowner), proacl FROM routine
  UNION ALL SELECT kind, id, typowner, acldefault('T', typowner), typacl FROM typ
  UNION ALL SELECT 'language', quote_ident(lanname), lanowner, acldefault('l', lanowner), lanacl FROM pg_language l
    WHERE lanispl AND NOT EXISTS (SELECT FROM ext WHERE ext.classid = 'pg_language'::regclass AND ext.objid = l.oid)
  UNION ALL SELECT 'foreign-data wrapper', quote_ident(fdwname), fdwowner, acldefault('F', fdwowner), fdwacl FROM pg_foreign_data_wrapper f
    WHERE NOT EXISTS (SELECT FROM ext WHERE ext.classid = 'pg_foreign_data_wrapper'::regclass AND ext.objid = f.oid)
  UNION ALL SELECT 'foreign server', quote_ident(srvname), srvowner, acldefault('S', srvowner), srvacl FROM pg_foreign_server
)
-- most objects have one of a few lists, each of which is taken apart once
, list AS MATERIALIZED (
  SELECT d.*, row_number() OVER () AS number FROM (SELECT DISTINCT owner, coalesce(given, standard) AS items FROM acl) d
), told AS MATERIALIZED (
  SELECT l.number, e.grantee,
    string_agg(DISTINCT e.privilege_type, ', ' ORDER BY e.privilege_type) FILTER (WHERE NOT e.is_grantable) AS plain,
    string_agg(DISTINCT e.privilege_type, ', ' ORDER BY e.privilege_type) FILTER (WHERE e.is_grantable) AS grantable
  FROM list l, LATERAL aclexplode(l.items) e
  GROUP BY l.number, e.grantee
)
-- "its owner" instead of a name: a change of owner is one difference and not two
SELECT 'grant' AS kind,
  'on ' || a.kind || ' ' || a.id || ' to ' || CASE t.grantee WHEN 0 THEN 'PUBLIC' WHEN a.owner THEN 'its owner' ELSE quote_ident(pg_get_userbyid(t.grantee)) END AS identity,
  a.kind AS parent_kind, a.id AS parent, NULL AS at,
  t.plain AS privileges, t.grantable AS "privileges with grant option"
FROM acl a
JOIN list l ON l.owner = a.owner AND l.items = coalesce(a.given, a.standard)
JOIN told t ON t.number = l.number
