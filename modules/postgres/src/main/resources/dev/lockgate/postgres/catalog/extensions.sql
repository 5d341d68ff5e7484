SELECT 'extension' AS kind, quote_ident(e.extname) AS identity, NULL AS parent_kind, NULL AS parent, 'pg_extension/' || e.oid AS at,
  quote_ident(n.nspname) AS schema, e.extversion AS version, a.default_version AS "default version, raw", a.comment AS "default comment, raw",
  CASE WHEN e.extrelocatable THEN 'yes' END AS "relocatable, raw", CASE WHEN v.trusted OR NOT v.superuser THEN 'yes' END AS "trusted, raw", quote_ident(pg_get_userbyid(e.extowner)) AS owner,
  CASE WHEN e.extname <> 'plpgsql' THEN obj_description(e.oid, 'pg_extension') END AS comment
FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
LEFT JOIN pg_available_extensions() a ON a.name = e.extname
LEFT JOIN pg_available_extension_versions() v ON v.name = e.extname AND v.version = e.extversion
