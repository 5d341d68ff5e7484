SELECT 'rule' AS kind, quote_ident(w.rulename) || ' on ' || r.id AS identity, r.kind AS parent_kind, r.id AS parent, 'pg_rewrite/' || w.oid AS at,
  pg_get_ruledef(w.oid) AS definition,
  CASE w.ev_enabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END AS enabled,
  obj_description(w.oid, 'pg_rewrite') AS comment
FROM pg_rewrite w JOIN rel r ON r.oid = w.ev_class
WHERE w.rulename <> '_RETURN'
