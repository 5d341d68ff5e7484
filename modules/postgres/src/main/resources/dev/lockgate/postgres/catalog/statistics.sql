SELECT 'statistics object' AS kind, ns.id || '.' || quote_ident(x.stxname) AS identity, r.kind AS parent_kind, r.id AS parent, 'pg_statistic_ext/' || x.oid AS at,
  pg_get_statisticsobjdef(x.oid) AS definition,
  nullif(to_jsonb(x) ->> 'stxstattarget', '-1') AS statistics,
  quote_ident(pg_get_userbyid(x.stxowner)) AS owner,
  obj_description(x.oid, 'pg_statistic_ext') AS comment
FROM pg_statistic_ext x JOIN ns ON ns.oid = x.stxnamespace JOIN rel r ON r.oid = x.stxrelid
