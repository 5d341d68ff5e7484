SELECT 'policy' AS kind, quote_ident(p.polname) || ' on ' || r.id AS identity, r.kind AS parent_kind, r.id AS parent, 'pg_policy/' || p.oid AS at,
  CASE p.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete' ELSE 'all' END AS command,
  CASE WHEN NOT p.polpermissive THEN 'yes' END AS restrictive,
  (SELECT string_agg(CASE WHEN x = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x)) END, ', ' ORDER BY pg_get_userbyid(x)) FROM unnest(p.polroles) x) AS roles,
  pg_get_expr(p.polqual, p.polrelid) AS "using",
  pg_get_expr(p.polwithcheck, p.polrelid) AS "with check",
  obj_description(p.oid, 'pg_policy') AS comment
FROM pg_policy p JOIN rel r ON r.oid = p.polrelid
