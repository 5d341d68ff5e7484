WITH
ext AS MATERIALIZED (
  -- naming the catalog finds the few rows by an index; each query would look through all of them
  SELECT classid, objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e'
),
-- schemas of users; one that belongs to an extension may still hold objects of users
ns AS MATERIALIZED (
  SELECT oid, nspname, quote_ident(nspname) AS id, nspowner, nspacl FROM pg_namespace
  WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
),
rel AS MATERIALIZED (
  SELECT c.*, ns.id AS schema, ns.id || '.' || quote_ident(c.relname) AS id,
    CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table'
      WHEN 'S' THEN 'sequence' WHEN 'c' THEN 'composite type' ELSE 'table' END AS kind
  FROM pg_class c JOIN ns ON ns.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c') AND c.relpersistence <> 't'
    AND NOT EXISTS (SELECT FROM ext WHERE ext.classid = 'pg_class'::regclass AND ext.objid = c.oid)
    AND NOT (c.relkind = 'c' AND EXISTS (SELECT FROM ext WHERE ext.classid = 'pg_type'::regclass AND ext.objid = c.reltype))
),
-- the column that a sequence belongs to: 'i' for an identity, 'a' for OWNED BY
seq AS MATERIALIZED (
  SELECT rel.*, d.deptype, d.refobjid AS table_oid, t.kind AS table_kind, t.id AS table_id,
    t.id || '.' || quote_ident(a.attname) AS column_id,
    CASE WHEN d.deptype = 'i' THEN 'identity of ' || t.id || '.' || quote_ident(a.attname) ELSE rel.id END AS seq_id
  FROM rel
  LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = rel.oid AND d.objsubid = 0
    AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
  LEFT JOIN rel t ON t.oid = d.refobjid
  LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
  WHERE rel.relkind = 'S'
),
typ AS MATERIALIZED (
  SELECT t.*, ns.id AS schema, ns.id || '.' || quote_ident(t.typname) AS id,
    CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range' WHEN 'c' THEN 'composite type' ELSE 'base type' END AS kind
  FROM pg_type t JOIN ns ON ns.oid = t.typnamespace
  LEFT JOIN pg_class c ON c.oid = t.typrelid
  LEFT JOIN pg_type element ON element.typarray = t.oid
  WHERE (t.typtype IN ('e', 'd', 'r', 'p') OR (t.typtype = 'c' AND c.relkind = 'c') OR (t.typtype = 'b' AND element.oid IS NULL))
    AND NOT EXISTS (SELECT FROM ext WHERE ext.classid = 'pg_type'::regclass AND ext.objid = t.oid)
),
routine AS MATERIALIZED (
  SELECT p.*, ns.id AS schema,
    ns.id || '.' || quote_ident(p.proname) || '(' || oidvectortypes(p.proargtypes) || ')' AS id,
    CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END AS kind
  FROM pg_proc p JOIN ns ON ns.oid = p.pronamespace
  WHERE NOT EXISTS (SELECT FROM ext WHERE ext.classid = 'pg_proc'::regclass AND ext.objid = p.oid)
    -- constructors of ranges come and go with their type
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
      AND d.deptype = 'i' AND d.refclassid = 'pg_type'::regclass)
)
