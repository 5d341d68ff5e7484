, targets AS (
  SELECT a.attrelid, string_agg(a.attnum || ': ' || a.attstattarget, ', ' ORDER BY a.attnum) AS list
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('i', 'I')
  WHERE a.attstattarget >= 0 GROUP BY a.attrelid
)
-- an index attached to the index of a parent is known by that one's name
SELECT 'index' AS kind,
  CASE WHEN h.inhparent IS NULL THEN t.schema || '.' || quote_ident(c.relname) ELSE 'part of ' || h.inhparent::regclass::text || ' on ' || t.id END AS identity,
  t.kind AS parent_kind, t.id AS parent, 'pg_class/' || c.oid AS at,
  CASE WHEN h.inhparent IS NULL THEN made.statement
    ELSE regexp_replace(replace(made.statement, ' ' || quote_ident(c.relname) || ' ON ', ' ON '), '\s+', ' ', 'g') END AS definition,
  CASE WHEN h.inhparent IS NOT NULL THEN quote_ident(c.relname) END AS name,
  -- where it is not the definition
  CASE WHEN h.inhparent IS NOT NULL THEN made.statement END AS "statement, raw",
  quote_ident(k.conname) AS "constraint, raw",
  CASE WHEN c.reloptions IS NOT NULL THEN array_to_string(ARRAY(SELECT o FROM unnest(c.reloptions) o ORDER BY o), ', ') END AS "options, raw",
  CASE WHEN NOT ix.indisvalid THEN 'no' END AS valid,
  CASE WHEN ix.indisclustered THEN 'yes' END AS "clustered on",
  CASE WHEN ix.indisreplident THEN 'yes' END AS "replica identity",
  CASE WHEN ix.indisprimary THEN 'yes' END AS primary,
  CASE WHEN NOT ix.indimmediate THEN 'yes' END AS deferrable,
  targets.list AS statistics,
  CASE WHEN c.reltablespace <> 0 THEN (SELECT quote_ident(spcname) FROM pg_tablespace s WHERE s.oid = c.reltablespace) END AS tablespace,
  said.description AS comment
FROM pg_index ix
JOIN rel t ON t.oid = ix.indrelid
JOIN pg_class c ON c.oid = ix.indexrelid
CROSS JOIN LATERAL (SELECT pg_get_indexdef(c.oid) AS statement OFFSET 0) made
LEFT JOIN pg_constraint k ON k.conindid = c.oid AND k.conrelid = ix.indrelid AND k.contype IN ('p', 'u', 'x')
LEFT JOIN pg_description said ON said.objoid = c.oid AND said.classoid = 'pg_class'::regclass AND said.objsubid = 0
LEFT JOIN pg_inherits h ON h.inhrelid = c.oid
LEFT JOIN targets ON targets.attrelid = c.oid
