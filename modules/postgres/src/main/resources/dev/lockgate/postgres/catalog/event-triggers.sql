SELECT 'event trigger' AS kind, quote_ident(e.evtname) AS identity, NULL AS parent_kind, NULL AS parent, 'pg_event_trigger/' || e.oid AS at,
  e.evtevent::text AS event, e.evtfoid::regprocedure::text AS function,
  array_to_string(ARRAY(SELECT x FROM unnest(e.evttags) x ORDER BY x), ', ') AS tags,
  CASE e.evtenabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END AS enabled,
  quote_ident(pg_get_userbyid(e.evtowner)) AS owner,
  obj_description(e.oid, 'pg_event_trigger') AS comment
FROM pg_event_trigger e
WHERE NOT EXISTS (SELECT FROM ext WHERE ext.classid = 'pg_event_trigger'::regclass AND ext.objid = e.oid)
