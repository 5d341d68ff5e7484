, labels AS (
  SELECT enumtypid, string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) AS list FROM pg_enum GROUP BY enumtypid
)
SELECT t.kind, t.id AS identity, 'schema' AS parent_kind, t.schema AS parent,
  quote_ident(pg_get_userbyid(t.typowner)) AS owner,
  labels.list AS labels,
  CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END AS type,
  CASE WHEN t.typtype = 'd' AND t.typnotnull THEN 'yes' END AS "not null",
  CASE WHEN t.typtype = 'd' THEN t.typdefault END AS default,
  CASE WHEN t.typtype = 'd' AND t.typcollation <> b.typcollation THEN t.typcollation::regcollation::text END AS collation,
  format_type(g.rngsubtype, NULL) AS subtype,
  (SELECT n.nspname || '.' || quote_ident(o.opcname) FROM pg_opclass o JOIN pg_namespace n ON n.oid = o.opcnamespace WHERE o.oid = g.rngsubopc) AS "operator class",
  nullif(g.rngcollation, 0)::regcollation::text AS "range collation",
  nullif(g.rngcanonical::oid, 0)::regprocedure::text AS canonical,
  nullif(g.rngsubdiff::oid, 0)::regprocedure::text AS "subtype difference",
  format_type(nullif(g.rngmultitypid, 0), NULL) AS multirange,
  CASE WHEN t.typtype IN ('b', 'p') THEN concat_ws(' ', CASE WHEN t.typisdefined THEN 'defined' ELSE 'shell' END, t.typlen, t.typbyval, t.typcategory, t.typispreferred, t.typdelim,
    t.typinput, t.typoutput, t.typreceive, t.typsend, t.typmodin, t.typmodout, t.typanalyze, t.typsubscript, t.typalign, t.typstorage, t.typdefault, t.typcollation,
    format_type(nullif(t.typelem, 0), NULL)) END AS definition,
  obj_description(t.oid, 'pg_type') AS comment
FROM typ t
LEFT JOIN labels ON labels.enumtypid = t.oid
LEFT JOIN pg_range g ON g.rngtypid = t.oid
LEFT JOIN pg_type b ON b.oid = t.typbasetype
WHERE t.typtype <> 'c'
