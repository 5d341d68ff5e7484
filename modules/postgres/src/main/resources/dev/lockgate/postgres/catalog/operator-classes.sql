, family AS (
  SELECT f.oid, ns.id AS schema, ns.id || '.' || quote_ident(f.opfname) || ' using ' || quote_ident(m.amname) AS id, f.opfowner
  FROM pg_opfamily f JOIN ns ON ns.oid = f.opfnamespace JOIN pg_am m ON m.oid = f.opfmethod
  WHERE NOT EXISTS (SELECT FROM ext WHERE ext.classid = 'pg_opfamily'::regclass AND ext.objid = f.oid)
)
SELECT 'operator family' AS kind, f.id AS identity, 'schema' AS parent_kind, f.schema AS parent, 'pg_opfamily/' || f.oid AS at,
  quote_ident(pg_get_userbyid(f.opfowner)) AS owner, NULL AS family, NULL AS type, NULL AS default, NULL AS storage,
  NULL AS number, NULL AS sort, NULL AS "operator, raw", NULL AS "left, raw", NULL AS "right, raw",
  obj_description(f.oid, 'pg_opfamily') AS comment
FROM family f
UNION ALL
SELECT 'operator class', ns.id || '.' || quote_ident(o.opcname) || ' using ' || quote_ident(m.amname), 'schema', ns.id, 'pg_opclass/' || o.oid,
  quote_ident(pg_get_userbyid(o.opcowner)), quote_ident(fn.nspname) || '.' || quote_ident(f.opfname), format_type(o.opcintype, NULL),
  CASE WHEN o.opcdefault THEN 'yes' END, format_type(nullif(o.opckeytype, 0), NULL), NULL, NULL, NULL, NULL, NULL,
  obj_description(o.oid, 'pg_opclass')
FROM pg_opclass o JOIN ns ON ns.oid = o.opcnamespace JOIN pg_am m ON m.oid = o.opcmethod
JOIN pg_opfamily f ON f.oid = o.opcfamily JOIN pg_namespace fn ON fn.oid = f.opfnamespace
WHERE NOT EXISTS (SELECT FROM ext WHERE ext.classid = 'pg_opclass'::regclass AND ext.objid = o.oid)
UNION ALL
SELECT 'operator family member', 'operator ' || a.amopopr::regoperator::text || ' (' || format_type(a.amoplefttype, NULL) || ', ' || format_type(a.amoprighttype, NULL) || ') '
    || a.amoppurpose::text || ' in ' || f.id, 'operator family', f.id, 'pg_amop/' || a.oid,
  NULL, NULL, NULL, NULL, NULL, a.amopstrategy::text,
  (SELECT quote_ident(sn.nspname) || '.' || quote_ident(sf.opfname) FROM pg_opfamily sf JOIN pg_namespace sn ON sn.oid = sf.opfnamespace WHERE sf.oid = a.amopsortfamily),
  a.amopopr::regoperator::text, format_type(a.amoplefttype, NULL), format_type(a.amoprighttype, NULL), NULL
FROM pg_amop a JOIN family f ON f.oid = a.amopfamily
UNION ALL
SELECT 'operator family member', 'function ' || a.amprocnum || ' (' || format_type(a.amproclefttype, NULL) || ', ' || format_type(a.amprocrighttype, NULL) || ') in ' || f.id,
  'operator family', f.id, 'pg_amproc/' || a.oid, NULL, a.amproc::regprocedure::text, NULL, NULL, NULL, a.amprocnum::text, NULL,
  NULL, format_type(a.amproclefttype, NULL), format_type(a.amprocrighttype, NULL), NULL
FROM pg_amproc a JOIN family f ON f.oid = a.amprocfamily
