, con AS (
  SELECT k.*, CASE WHEN k.conrelid <> 0 THEN r.kind ELSE 'domain' END AS parent_kind, coalesce(r.id, t.id) AS parent,
    -- an inherited constraint is known by the name it has in the topmost parent
    CASE WHEN k.conparentid = 0 THEN k.conname ELSE coalesce((WITH RECURSIVE up AS (
        SELECT p.oid, p.conname, p.conparentid FROM pg_constraint p WHERE p.oid = k.conparentid
        UNION ALL SELECT p.oid, p.conname, p.conparentid FROM pg_constraint p JOIN up ON p.oid = up.conparentid)
      SELECT conname FROM up WHERE conparentid = 0), k.conname) END AS known_as
  FROM pg_constraint k
  LEFT JOIN rel r ON r.oid = k.conrelid AND k.conrelid <> 0
  LEFT JOIN typ t ON t.oid = k.contypid AND k.contypid <> 0
  WHERE k.contype IN ('c', 'f', 'p', 'u', 'x') AND (r.oid IS NOT NULL OR t.oid IS NOT NULL)
    -- what a foreign key to a partitioned table keeps for each of its partitions
    AND NOT EXISTS (SELECT FROM pg_constraint p WHERE p.oid = k.conparentid AND p.conrelid = k.conrelid)
)
SELECT 'constraint' AS kind,
  quote_ident(known_as) || ' on ' || parent || CASE WHEN conparentid <> 0 THEN ' (inherited)' ELSE '' END AS identity,
  parent_kind, parent, 'pg_constraint/' || oid AS at,
  pg_get_constraintdef(oid) AS definition,
  CASE WHEN NOT convalidated THEN 'no' END AS validated,
  CASE WHEN NOT conislocal THEN 'in the parent' END AS "defined here",
  CASE WHEN conparentid <> 0 THEN quote_ident(conname) END AS name,
  said.description AS comment
FROM con LEFT JOIN pg_description said ON said.objoid = con.oid AND said.classoid = 'pg_constraint'::regclass AND said.objsubid = 0
ORDER BY identity, definition
