SELECT 'trigger' AS kind, quote_ident(t.tgname) || ' on ' || r.id AS identity, r.kind AS parent_kind, r.id AS parent, 'pg_trigger/' || t.oid AS at,
  pg_get_triggerdef(t.oid) AS definition,
  CASE t.tgenabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END AS enabled,
  CASE WHEN t.tgparentid <> 0 THEN 'yes' END AS "inherited, raw",
  obj_description(t.oid, 'pg_trigger') AS comment
FROM pg_trigger t JOIN rel r ON r.oid = t.tgrelid
WHERE NOT t.tgisinternal
