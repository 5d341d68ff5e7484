-- What stands around the migrations of a database, as statements for a superuser of a shadow, in order.
-- lockgate.history: the history table; empty when there is none.
-- old: whether a catalog row was last written before the history began, by the age of its transaction.
WITH birth AS (
  SELECT max(age(a.xmin)) AS age FROM pg_attribute a WHERE a.attrelid = to_regclass(nullif(current_setting('lockgate.history'), ''))
),
old AS (
  SELECT 'pg_namespace'::regclass AS class, oid, age(xmin) AS age FROM pg_namespace
  UNION ALL SELECT 'pg_extension'::regclass, oid, age(xmin) FROM pg_extension
  UNION ALL SELECT 'pg_default_acl'::regclass, oid, age(xmin) FROM pg_default_acl
),
given AS (
  SELECT old.class, old.oid, coalesce(old.age > birth.age OR old.age < 0, true) AS before FROM old, birth
),
ext AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e'),
db AS (SELECT * FROM pg_database WHERE datname = current_database())
SELECT step, what, name, before, sql FROM (
  SELECT 1 AS step, 'role' AS what, rolname::text AS name, true AS before, oid::bigint AS rank,
    format('create role %I', rolname) AS sql
  FROM pg_roles WHERE rolname !~ '^pg_'
  UNION ALL
  SELECT 2, 'role', rolname, true, oid, format('alter role %I %s %s %s %s %s', rolname,
    CASE WHEN rolinherit THEN 'inherit' ELSE 'noinherit' END, CASE WHEN rolcreatedb THEN 'createdb' ELSE 'nocreatedb' END,
    CASE WHEN rolcreaterole THEN 'createrole' ELSE 'nocreaterole' END, CASE WHEN rolbypassrls THEN 'bypassrls' ELSE 'nobypassrls' END,
    CASE WHEN rolsuper AND rolname = current_setting('lockgate.deployer') THEN 'superuser' ELSE '' END)
  FROM pg_roles WHERE rolname !~ '^pg_'
  UNION ALL
  SELECT 3, 'membership', m.rolname || ' in ' || r.rolname, true, a.roleid, format('grant %I to %I%s', r.rolname, m.rolname,
    CASE WHEN current_setting('server_version_num')::int >= 160000
      THEN format(' with admin %s, inherit %s, set %s', a.admin_option, to_jsonb(a) ->> 'inherit_option', to_jsonb(a) ->> 'set_option')
      WHEN a.admin_option THEN ' with admin option' ELSE '' END)
  FROM pg_auth_members a JOIN pg_roles r ON r.oid = a.roleid JOIN pg_roles m ON m.oid = a.member
  UNION ALL
  SELECT 4, 'database', 'its owner', true, 0, format('update pg_database set datdba = %L::regrole where datname = current_database()', quote_ident(pg_get_userbyid(datdba))) FROM db
  UNION ALL
  SELECT 4, 'database', 'its privileges', true, 1, format('update pg_database set datacl = %L::aclitem[] where datname = current_database()', datacl::text) FROM db WHERE datacl IS NOT NULL
  UNION ALL
  SELECT 5, 'settings', coalesce('of role ' || r.rolname, 'of the database'), true, s.setrole,
    format('delete from pg_db_role_setting where setdatabase = %1$s and setrole = %2$s; insert into pg_db_role_setting values (%1$s, %2$s, %3$L::text[])',
      CASE WHEN s.setdatabase = 0 THEN '0' ELSE '(select oid from pg_database where datname = current_database())' END,
      CASE WHEN s.setrole = 0 THEN '0' ELSE quote_literal(quote_ident(r.rolname)) || '::regrole' END, kept.config::text)
  FROM pg_db_role_setting s LEFT JOIN pg_roles r ON r.oid = s.setrole
  CROSS JOIN LATERAL (SELECT array_agg(c) AS config FROM unnest(s.setconfig) c
    WHERE lower(split_part(c, '=', 1)) IN ('search_path', 'role', 'timezone', 'datestyle', 'intervalstyle', 'lc_monetary', 'lc_numeric', 'lc_time',
      'check_function_bodies', 'default_toast_compression', 'xmloption', 'array_nulls', 'backslash_quote', 'standard_conforming_strings', 'row_security')
      OR split_part(c, '=', 1) LIKE '%.%') kept
  WHERE s.setdatabase IN (0, (SELECT oid FROM db)) AND (s.setrole = 0 OR r.rolname = current_setting('lockgate.deployer')) AND kept.config IS NOT NULL
  UNION ALL
  SELECT 6, 'schema', n.nspname, given.before, n.oid, format('create schema if not exists %1$I; update pg_namespace set nspowner = %2$L::regrole, nspacl = %3$L::aclitem[] where nspname = %1$L%4$s',
    n.nspname, quote_ident(pg_get_userbyid(n.nspowner)), n.nspacl::text, format('; comment on schema %I is %L', n.nspname, obj_description(n.oid, 'pg_namespace')))
  FROM pg_namespace n JOIN given ON given.class = 'pg_namespace'::regclass AND given.oid = n.oid
  WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'lockgate')
    AND NOT EXISTS (SELECT FROM ext WHERE ext.classid = 'pg_namespace'::regclass AND ext.objid = n.oid)
  UNION ALL
  -- changed since, but what the deployer may do there it needs
  SELECT 7, 'privileges', 'on schema public', true, 1, format('grant %s on schema public to %I', string_agg(DISTINCT e.privilege_type, ', '), current_setting('lockgate.deployer'))
  FROM pg_namespace n JOIN given ON given.class = 'pg_namespace'::regclass AND given.oid = n.oid, LATERAL aclexplode(n.nspacl) e
  WHERE n.nspname = 'public' AND NOT given.before AND pg_get_userbyid(e.grantee) = current_setting('lockgate.deployer') HAVING count(*) > 0
  UNION ALL
  SELECT 7, 'no schema', 'public', true, 0, 'drop schema public' WHERE NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'public')
  UNION ALL
  SELECT 8, 'extension', e.extname, given.before, e.oid, format('create extension if not exists %I schema %I cascade', e.extname, n.nspname)
  FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace JOIN given ON given.class = 'pg_extension'::regclass AND given.oid = e.oid
  UNION ALL
  SELECT 9, 'default privileges', 'of ' || pg_get_userbyid(d.defaclrole), given.before, d.oid,
    format('insert into pg_default_acl (oid, defaclrole, defaclnamespace, defaclobjtype, defaclacl) select pg_nextoid(''pg_default_acl'', ''oid'', ''pg_default_acl_oid_index''), %L::regrole, %s, %L, %L::aclitem[]%s',
      quote_ident(pg_get_userbyid(d.defaclrole)), CASE WHEN d.defaclnamespace = 0 THEN '0' ELSE 'n.oid' END, d.defaclobjtype, d.defaclacl::text,
      CASE WHEN d.defaclnamespace = 0 THEN '' ELSE format(' from pg_namespace n where n.nspname = %L', n.nspname) END)
  FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace JOIN given ON given.class = 'pg_default_acl'::regclass AND given.oid = d.oid
) s ORDER BY step, rank
