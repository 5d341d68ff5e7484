SELECT 'default privilege' AS kind,
  'of ' || quote_ident(pg_get_userbyid(d.defaclrole)) || coalesce(' in schema ' || ns.id, '') || ' on '
    || CASE d.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions' WHEN 'T' THEN 'types' WHEN 'n' THEN 'schemas' WHEN 'L' THEN 'large objects' ELSE d.defaclobjtype::text END
    || ' to ' || CASE e.grantee WHEN 0 THEN 'PUBLIC' WHEN d.defaclrole THEN 'the role itself' ELSE quote_ident(pg_get_userbyid(e.grantee)) END AS identity,
  CASE WHEN ns.id IS NOT NULL THEN 'schema' END AS parent_kind, ns.id AS parent, NULL AS at,
  quote_ident(pg_get_userbyid(d.defaclrole)) AS "role, raw",
  CASE d.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions' WHEN 'T' THEN 'types' WHEN 'n' THEN 'schemas' WHEN 'L' THEN 'large objects' ELSE d.defaclobjtype::text END AS "objects, raw",
  CASE e.grantee WHEN 0 THEN 'PUBLIC' WHEN d.defaclrole THEN 'the role itself' ELSE quote_ident(pg_get_userbyid(e.grantee)) END AS "grantee, raw",
  string_agg(DISTINCT e.privilege_type, ', ' ORDER BY e.privilege_type) FILTER (WHERE NOT e.is_grantable) AS privileges,
  string_agg(DISTINCT e.privilege_type, ', ' ORDER BY e.privilege_type) FILTER (WHERE e.is_grantable) AS "privileges with grant option"
FROM pg_default_acl d
LEFT JOIN ns ON ns.oid = d.defaclnamespace, LATERAL aclexplode(d.defaclacl) e
WHERE d.defaclnamespace = 0 OR ns.oid IS NOT NULL
GROUP BY d.defaclrole, ns.id, d.defaclobjtype, e.grantee
