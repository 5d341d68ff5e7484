, labels AS (
  SELECT enumtypid, string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) AS list FROM pg_enum GROUP BY enumtypid
)
SELECT t.kind, t.id AS identity, 'schema' AS parent_kind, t.schema AS parent,
  concat_ws(' ', 'pg_type/' || t.oid, 'pg_type/' || nullif(t.typarray, 0), 'pg_type/' || nullif(g.rngmultitypid, 0)) AS at,
  quote_ident(pg_get_userbyid(t.typowner)) AS owner,
  labels.list AS labels,
  CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END AS type,
  CASE WHEN t.typtype = 'd' AND t.typnotnull THEN 'yes' END AS "not null",
  CASE WHEN t.typtype = 'd' THEN t.typdefault END AS default,
  CASE WHEN t.typtype = 'd' AND t.typcollation <> b.typcollation THEN t.typcollation::regcollation::text END AS collation,
  format_type(g.rngsubtype, NULL) AS subtype,
  (SELECT quote_ident(n.nspname) || '.' || quote_ident(o.opcname) FROM pg_opclass o JOIN pg_namespace n ON n.oid = o.opcnamespace WHERE o.oid = g.rngsubopc) AS "operator class",
  nullif(g.rngcollation, 0)::regcollation::text AS "range collation",
  nullif(g.rngcanonical::oid, 0)::regprocedure::text AS canonical,
  nullif(g.rngsubdiff::oid, 0)::regprocedure::text AS "subtype difference",
  format_type(nullif(g.rngmultitypid, 0), NULL) AS multirange,
  -- what stands in the brackets of CREATE TYPE; a shell has none
  CASE WHEN t.typtype IN ('b', 'p') AND t.typisdefined THEN concat_ws(', ', 'INPUT = ' || t.typinput, 'OUTPUT = ' || t.typoutput,
    'RECEIVE = ' || nullif(t.typreceive::oid, 0)::regproc, 'SEND = ' || nullif(t.typsend::oid, 0)::regproc,
    'TYPMOD_IN = ' || nullif(t.typmodin::oid, 0)::regproc, 'TYPMOD_OUT = ' || nullif(t.typmodout::oid, 0)::regproc,
    'ANALYZE = ' || nullif(t.typanalyze::oid, 0)::regproc, 'SUBSCRIPT = ' || nullif(t.typsubscript::oid, 0)::regproc,
    'INTERNALLENGTH = ' || CASE WHEN t.typlen < 0 THEN 'VARIABLE' ELSE t.typlen::text END, CASE WHEN t.typbyval THEN 'PASSEDBYVALUE' END,
    'ALIGNMENT = ' || CASE t.typalign WHEN 'c' THEN 'char' WHEN 's' THEN 'int2' WHEN 'i' THEN 'int4' ELSE 'double' END,
    'STORAGE = ' || CASE t.typstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END,
    'CATEGORY = ' || quote_literal(t.typcategory::text), CASE WHEN t.typispreferred THEN 'PREFERRED = true' END,
    'DEFAULT = ' || quote_literal(t.typdefault), 'ELEMENT = ' || format_type(nullif(t.typelem, 0), NULL),
    'DELIMITER = ' || quote_literal(t.typdelim::text), CASE WHEN t.typcollation <> 0 THEN 'COLLATABLE = true' END) END AS definition,
  obj_description(t.oid, 'pg_type') AS comment
FROM typ t
LEFT JOIN labels ON labels.enumtypid = t.oid
LEFT JOIN pg_range g ON g.rngtypid = t.oid
LEFT JOIN pg_type b ON b.oid = t.typbasetype
WHERE t.typtype <> 'c'
