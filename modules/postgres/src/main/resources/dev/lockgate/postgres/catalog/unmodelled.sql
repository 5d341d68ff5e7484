-- Every catalog of the server must be known: modelled by a query beside this file, or no schema of a
-- database. What a newer server adds is counted here by itself.
, known(name) AS (
  SELECT unnest('{
    pg_namespace, pg_class, pg_attribute, pg_attrdef, pg_constraint, pg_index, pg_inherits, pg_partitioned_table, pg_sequence,
    pg_type, pg_enum, pg_range, pg_proc, pg_aggregate, pg_trigger, pg_rewrite, pg_policy, pg_event_trigger, pg_default_acl,
    pg_extension, pg_description, pg_collation, pg_conversion, pg_publication, pg_publication_rel, pg_publication_namespace,
    pg_subscription, pg_foreign_table, pg_foreign_data_wrapper, pg_foreign_server, pg_user_mapping, pg_statistic_ext,
    pg_operator, pg_opclass, pg_opfamily, pg_amop, pg_amproc, pg_am, pg_cast, pg_transform, pg_language,
    pg_ts_config, pg_ts_config_map, pg_ts_dict, pg_ts_parser, pg_ts_template,
    pg_depend, pg_init_privs, pg_statistic, pg_statistic_ext_data, pg_largeobject, pg_largeobject_metadata, pg_subscription_rel,
    pg_shdepend, pg_shdescription, pg_shseclabel, pg_authid, pg_auth_members, pg_database, pg_tablespace, pg_replication_origin,
    pg_parameter_acl, pg_seclabel, pg_db_role_setting}'::text[])
), newer AS (
  SELECT c.relname::text AS name, EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'oid') AS has_oid
  FROM pg_class c
  WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'r' AND c.relname NOT IN (SELECT name FROM known)
    AND has_table_privilege(c.oid, 'select')
), counted AS (
  SELECT name, (regexp_match(query_to_xml(format('select count(*) as n from pg_catalog.%I', name) || CASE WHEN has_oid THEN ' where oid >= 16384' ELSE '' END, false, true, '')::text, '<n>(\d+)</n>'))[1]::bigint AS rows
  FROM newer
  UNION ALL
  SELECT 'security labels (pg_seclabel)', count(*) FROM pg_seclabel l
    WHERE NOT EXISTS (SELECT FROM ext WHERE ext.classid = l.classoid AND ext.objid = l.objoid)
  UNION ALL
  SELECT 'settings of the database (pg_db_role_setting)', count(*) FROM pg_db_role_setting
    WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
  UNION ALL
  SELECT 'objects of users in system schemas', count(*) FROM (
    SELECT 'pg_class'::regclass AS class, oid, relnamespace AS schema FROM pg_class WHERE oid >= 16384 AND relpersistence <> 't' AND relkind <> 't' AND relkind <> 'i'
    UNION ALL SELECT 'pg_proc'::regclass, oid, pronamespace FROM pg_proc WHERE oid >= 16384
    UNION ALL SELECT 'pg_type'::regclass, oid, typnamespace FROM pg_type WHERE oid >= 16384 AND typtype IN ('e', 'd', 'r')
    UNION ALL SELECT 'pg_operator'::regclass, oid, oprnamespace FROM pg_operator WHERE oid >= 16384) o
    WHERE o.schema IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
      AND NOT EXISTS (SELECT FROM ext WHERE ext.classid = o.class AND ext.objid = o.oid)
)
SELECT name, rows FROM counted WHERE rows > 0 ORDER BY name
