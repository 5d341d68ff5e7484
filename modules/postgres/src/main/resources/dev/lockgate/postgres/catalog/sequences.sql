SELECT 'sequence' AS kind, s.seq_id AS identity,
  coalesce(s.table_kind, 'schema') AS parent_kind, coalesce(s.table_id, s.schema) AS parent, 'pg_class/' || s.oid AS at,
  s.id AS name,
  format_type(q.seqtypid, NULL) AS type, q.seqstart::text AS start, q.seqincrement::text AS increment,
  q.seqmin::text AS minimum, q.seqmax::text AS maximum, q.seqcache::text AS cache,
  CASE WHEN q.seqcycle THEN 'yes' END AS cycle,
  CASE WHEN s.deptype IS DISTINCT FROM 'i' AND s.relpersistence = 'u' THEN 'unlogged' END AS persistence,
  CASE WHEN s.deptype = 'i' AND s.relpersistence = 'u' THEN 'unlogged' END AS "persistence of identity",
  CASE WHEN s.deptype IS DISTINCT FROM 'i' THEN quote_ident(pg_get_userbyid(s.relowner)) END AS owner,
  CASE WHEN s.deptype = 'a' THEN s.column_id END AS "owned by",
  obj_description(s.oid, 'pg_class') AS comment
FROM seq s JOIN pg_sequence q ON q.seqrelid = s.oid
