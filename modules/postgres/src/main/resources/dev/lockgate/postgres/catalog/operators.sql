SELECT 'operator' AS kind, o.oid::regoperator::text AS identity, 'schema' AS parent_kind, ns.id AS parent, 'pg_operator/' || o.oid AS at,
  format_type(nullif(o.oprleft, 0), NULL) AS "left, raw", format_type(nullif(o.oprright, 0), NULL) AS "right, raw",
  nullif(o.oprcode::oid, 0)::regprocedure::text AS function, format_type(nullif(o.oprresult, 0), NULL) AS result,
  nullif(o.oprcom, 0)::regoperator::text AS commutator, nullif(o.oprnegate, 0)::regoperator::text AS negator,
  nullif(o.oprrest::oid, 0)::regprocedure::text AS restrict, nullif(o.oprjoin::oid, 0)::regprocedure::text AS join,
  CASE WHEN o.oprcanmerge THEN 'yes' END AS merges, CASE WHEN o.oprcanhash THEN 'yes' END AS hashes,
  quote_ident(pg_get_userbyid(o.oprowner)) AS owner,
  obj_description(o.oid, 'pg_operator') AS comment
FROM pg_operator o JOIN ns ON ns.oid = o.oprnamespace
WHERE NOT EXISTS (SELECT FROM ext WHERE ext.classid = 'pg_operator'::regclass AND ext.objid = o.oid)
