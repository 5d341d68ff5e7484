SELECT 'subscription' AS kind, quote_ident(s.subname) AS identity, NULL AS parent_kind, NULL AS parent, 'pg_subscription/' || s.oid AS at,
  CASE WHEN NOT s.subenabled THEN 'no' END AS enabled,
  array_to_string(ARRAY(SELECT quote_ident(x) FROM unnest(s.subpublications) x ORDER BY x), ', ') AS publications,
  quote_ident(s.subslotname) AS slot, s.subsynccommit AS "synchronous commit",
  CASE WHEN s.subbinary THEN 'yes' END AS binary, s.substream::text AS streaming,
  s.subtwophasestate::text AS "two-phase", -- since 15
  CASE WHEN s.subdisableonerr THEN 'yes' END AS "disable on error", -- since 15
  s.suborigin AS origin, -- since 16
  CASE WHEN s.subpasswordrequired THEN 'yes' END AS "password required", -- since 16
  CASE WHEN s.subrunasowner THEN 'yes' END AS "run as owner", -- since 16
  CASE WHEN s.subfailover THEN 'yes' END AS failover, -- since 17
  quote_ident(pg_get_userbyid(s.subowner)) AS owner,
  obj_description(s.oid, 'pg_subscription') AS comment
FROM pg_subscription s
WHERE s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
