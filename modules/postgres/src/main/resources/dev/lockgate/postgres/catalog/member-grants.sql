-- Privileges on members of extensions, where somebody has changed what the extension gave: one row for
-- each grantee that holds other ones than in the beginning. Who has none of them any more is told, too.
, member AS (
  SELECT 'pg_class'::regclass AS class, oid, relnamespace AS schema, quote_ident(relname) AS name,
    CASE relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table' WHEN 'S' THEN 'sequence' ELSE 'table' END AS kind,
    relowner AS owner, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner) AS standard, relacl AS given
    FROM pg_class WHERE relacl IS NOT NULL AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
  UNION ALL SELECT 'pg_proc'::regclass, oid, pronamespace, quote_ident(proname) || '(' || oidvectortypes(proargtypes) || ')',
    CASE prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END, proowner, acldefault('f', proowner), proacl
    FROM pg_proc WHERE proacl IS NOT NULL
  UNION ALL SELECT 'pg_type'::regclass, oid, typnamespace, quote_ident(typname), CASE typtype WHEN 'd' THEN 'domain' ELSE 'base type' END, typowner, acldefault('T', typowner), typacl
    FROM pg_type WHERE typacl IS NOT NULL
  UNION ALL SELECT 'pg_namespace'::regclass, oid, NULL, quote_ident(nspname), 'schema', nspowner, acldefault('n', nspowner), nspacl
    FROM pg_namespace WHERE nspacl IS NOT NULL
  UNION ALL SELECT 'pg_language'::regclass, oid, NULL, quote_ident(lanname), 'language', lanowner, acldefault('l', lanowner), lanacl
    FROM pg_language WHERE lanacl IS NOT NULL
  UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass, oid, NULL, quote_ident(fdwname), 'foreign-data wrapper', fdwowner, acldefault('F', fdwowner), fdwacl
    FROM pg_foreign_data_wrapper WHERE fdwacl IS NOT NULL
), acl AS (
  SELECT m.kind, concat_ws('.', quote_ident(n.nspname), m.name) AS id, m.owner, quote_ident(x.extname) AS extension, m.given, coalesce(i.initprivs, m.standard) AS initial
  FROM member m
  JOIN pg_depend d ON d.classid = m.class AND d.objid = m.oid AND d.deptype = 'e'
  JOIN pg_extension x ON x.oid = d.refobjid
  LEFT JOIN pg_namespace n ON n.oid = m.schema
  LEFT JOIN pg_init_privs i ON i.classoid = m.class AND i.objoid = m.oid AND i.objsubid = 0
), held AS (
  SELECT acl.kind, acl.id, acl.extension, e.grantee, e.privilege_type, bool_or(e.is_grantable) AS is_grantable, e.first
  FROM acl, LATERAL (SELECT g.*, false AS first FROM aclexplode(acl.given) g UNION ALL SELECT g.*, true FROM aclexplode(acl.initial) g) e
  WHERE e.grantee <> CASE WHEN e.first THEN e.grantor ELSE acl.owner END
  GROUP BY acl.kind, acl.id, acl.extension, e.grantee, e.privilege_type, e.first
), told AS (
  SELECT kind, id, extension, grantee,
    string_agg(privilege_type, ', ' ORDER BY privilege_type) FILTER (WHERE NOT first AND NOT is_grantable) AS plain,
    string_agg(privilege_type, ', ' ORDER BY privilege_type) FILTER (WHERE NOT first AND is_grantable) AS grantable,
    string_agg(privilege_type, ', ' ORDER BY privilege_type) FILTER (WHERE first AND NOT is_grantable) AS plain_first,
    string_agg(privilege_type, ', ' ORDER BY privilege_type) FILTER (WHERE first AND is_grantable) AS grantable_first
  FROM held GROUP BY kind, id, extension, grantee
)
SELECT 'grant' AS kind,
  'on ' || t.kind || ' ' || t.id || ' to ' || CASE t.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(t.grantee)) END AS identity,
  'extension' AS parent_kind, t.extension AS parent, NULL AS at,
  t.plain AS privileges, t.grantable AS "privileges with grant option",
  CASE WHEN t.plain IS NULL AND t.grantable IS NULL THEN concat_ws(', ', t.plain_first, t.grantable_first) END AS "all revoked of",
  concat(t.plain_first, '|', t.grantable_first) AS "at first, raw", t.kind AS "holder kind, raw", t.id AS "holder, raw"
FROM told t
WHERE (t.plain, t.grantable) IS DISTINCT FROM (t.plain_first, t.grantable_first)
