SELECT 'subscription' AS kind, quote_ident(s.subname) AS identity, NULL AS parent_kind, NULL AS parent, 'pg_subscription/' || s.oid AS at,
  ARRAY['connection=' || s.subconninfo] AS "options, hidden"
FROM pg_subscription s
WHERE s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
