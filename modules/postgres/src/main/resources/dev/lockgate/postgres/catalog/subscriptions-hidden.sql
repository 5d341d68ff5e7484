SELECT 'subscription' AS kind, quote_ident(s.subname) AS identity, NULL AS parent_kind, NULL AS parent, 'pg_subscription/' || s.oid AS at,
  '(not readable by this role)' AS "options"
FROM pg_subscription s
WHERE s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
