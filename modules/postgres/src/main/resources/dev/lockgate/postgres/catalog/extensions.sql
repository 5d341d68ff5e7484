-- Who was made the owner of a member; what an extension creates belongs to its own owner, or to the
-- first superuser (oid 10) when it is trusted. A sequence that belongs to a column follows its table.
, owned AS (
  SELECT 'pg_class'::regclass AS class, c.oid, c.relowner AS owner FROM pg_class c
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') OR (c.relkind = 'S' AND NOT EXISTS (SELECT FROM pg_depend d
      WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')))
  UNION ALL SELECT 'pg_proc'::regclass, oid, proowner FROM pg_proc
  -- not arrays, multiranges and types of rows, which follow
  UNION ALL SELECT 'pg_type'::regclass, t.oid, t.typowner FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
    WHERE t.typtype <> 'm' AND coalesce(c.relkind, 'c') = 'c' AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)
  UNION ALL SELECT 'pg_operator'::regclass, oid, oprowner FROM pg_operator
  UNION ALL SELECT 'pg_opclass'::regclass, oid, opcowner FROM pg_opclass
  UNION ALL SELECT 'pg_opfamily'::regclass, oid, opfowner FROM pg_opfamily
  UNION ALL SELECT 'pg_namespace'::regclass, oid, nspowner FROM pg_namespace
  UNION ALL SELECT 'pg_language'::regclass, oid, lanowner FROM pg_language
  UNION ALL SELECT 'pg_collation'::regclass, oid, collowner FROM pg_collation
  UNION ALL SELECT 'pg_conversion'::regclass, oid, conowner FROM pg_conversion
  UNION ALL SELECT 'pg_ts_dict'::regclass, oid, dictowner FROM pg_ts_dict
  UNION ALL SELECT 'pg_ts_config'::regclass, oid, cfgowner FROM pg_ts_config
  UNION ALL SELECT 'pg_event_trigger'::regclass, oid, evtowner FROM pg_event_trigger
  UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass, oid, fdwowner FROM pg_foreign_data_wrapper
), member AS (
  SELECT d.refobjid AS extension, o.owner,
    CASE d.classid WHEN 'pg_proc'::regclass THEN 'ROUTINE' ELSE replace(upper(i.type), '-', ' ') END || ' ' || i.identity || ' OWNER TO ' AS begins
  FROM pg_depend d
  JOIN pg_extension e ON e.oid = d.refobjid
  JOIN owned o ON o.class = d.classid AND o.oid = d.objid AND o.owner NOT IN (e.extowner, 10),
  LATERAL pg_identify_object(d.classid, d.objid, 0) i
  WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
), members AS (
  SELECT extension, string_agg(begins || quote_ident(pg_get_userbyid(owner)), E'\n' ORDER BY begins) AS owners,
    string_agg(begins, E'\n' ORDER BY begins) AS begins
  FROM member GROUP BY extension
)
SELECT 'extension' AS kind, quote_ident(e.extname) AS identity, NULL AS parent_kind, NULL AS parent, 'pg_extension/' || e.oid AS at,
  quote_ident(n.nspname) AS schema, e.extversion AS version, a.default_version AS "default version, raw", a.comment AS "default comment, raw",
  CASE WHEN e.extrelocatable THEN 'yes' END AS "relocatable, raw", CASE WHEN v.trusted OR NOT v.superuser THEN 'yes' END AS "trusted, raw", quote_ident(pg_get_userbyid(e.extowner)) AS owner,
  m.owners AS "owners of members", m.begins AS "members, raw",
  quote_ident(pg_get_userbyid(CASE WHEN v.trusted AND NOT o.rolsuper THEN 10 ELSE e.extowner END)) AS "owner of members, raw",
  CASE WHEN e.extname <> 'plpgsql' THEN obj_description(e.oid, 'pg_extension') END AS comment
FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
LEFT JOIN pg_available_extensions() a ON a.name = e.extname
LEFT JOIN pg_available_extension_versions() v ON v.name = e.extname AND v.version = e.extversion
LEFT JOIN pg_roles o ON o.oid = e.extowner
LEFT JOIN members m ON m.extension = e.oid
