-- What stands around the migrations of a database, as data, in the order in which a shadow makes it: names and values in turn.
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
SELECT what, name, before, values FROM (
  -- roles that PostgreSQL itself brings are on every server, and so are the memberships among them
  SELECT 1 AS step, 'role' AS what, rolname::text AS name, true AS before, oid::bigint AS rank, ARRAY['name', rolname,
    'superuser', rolsuper::text, 'inherit', rolinherit::text, 'createdb', rolcreatedb::text, 'createrole', rolcreaterole::text, 'bypassrls', rolbypassrls::text]::text[] AS values
  FROM pg_roles WHERE rolname !~ '^pg_'
  UNION ALL
  SELECT 2, 'membership', m.rolname || ' in ' || r.rolname, true, a.roleid, ARRAY['role', r.rolname, 'member', m.rolname,
    'admin', a.admin_option::text, 'inherit', to_jsonb(a) ->> 'inherit_option', 'set', to_jsonb(a) ->> 'set_option']::text[]
  FROM pg_auth_members a JOIN pg_roles r ON r.oid = a.roleid JOIN pg_roles m ON m.oid = a.member
  WHERE m.rolname !~ '^pg_'
  UNION ALL
  SELECT 3, 'database', 'its owner and privileges', true, 0, ARRAY['owner', pg_get_userbyid(datdba), 'privileges', datacl::text]::text[] FROM db
  UNION ALL
  SELECT 4, 'setting', split_part(c, '=', 1) || coalesce(' of role ' || r.rolname, ' of the database'), true, s.setrole,
    ARRAY['scope', CASE WHEN s.setdatabase = 0 THEN 'server' ELSE 'database' END, 'role', r.rolname,
      'setting', split_part(c, '=', 1), 'value', substr(c, strpos(c, '=') + 1)]::text[]
  FROM pg_db_role_setting s LEFT JOIN pg_roles r ON r.oid = s.setrole CROSS JOIN LATERAL unnest(s.setconfig) c
  WHERE s.setdatabase IN (0, (SELECT oid FROM db)) AND (s.setrole = 0 OR r.rolname = current_setting('lockgate.deployer'))
    AND (lower(split_part(c, '=', 1)) IN ('search_path', 'role', 'timezone', 'datestyle', 'intervalstyle', 'lc_monetary', 'lc_numeric', 'lc_time',
      'check_function_bodies', 'default_toast_compression', 'xmloption', 'array_nulls', 'backslash_quote', 'standard_conforming_strings', 'row_security')
      OR split_part(c, '=', 1) LIKE '%.%')
  UNION ALL
  SELECT 5, 'schema', n.nspname, given.before, n.oid,
    ARRAY['name', n.nspname, 'owner', pg_get_userbyid(n.nspowner), 'privileges', n.nspacl::text, 'comment', obj_description(n.oid, 'pg_namespace')]::text[]
  FROM pg_namespace n JOIN given ON given.class = 'pg_namespace'::regclass AND given.oid = n.oid
  WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'lockgate')
    AND NOT EXISTS (SELECT FROM ext WHERE ext.classid = 'pg_namespace'::regclass AND ext.objid = n.oid)
  UNION ALL
  -- changed since, but what the deployer may do there it needs
  SELECT 6, 'privileges', 'on schema public', true, 1, ARRAY['role', current_setting('lockgate.deployer'), 'privileges', string_agg(DISTINCT e.privilege_type, ', ')]::text[]
  FROM pg_namespace n JOIN given ON given.class = 'pg_namespace'::regclass AND given.oid = n.oid, LATERAL aclexplode(n.nspacl) e
  WHERE n.nspname = 'public' AND NOT given.before AND pg_get_userbyid(e.grantee) = current_setting('lockgate.deployer') HAVING count(*) > 0
  UNION ALL
  SELECT 6, 'no schema', 'public', true, 0, '{name,public}' WHERE NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'public')
  UNION ALL
  SELECT 7, 'extension', e.extname, given.before, e.oid, ARRAY['name', e.extname, 'schema', n.nspname, 'version', e.extversion]::text[]
  FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace JOIN given ON given.class = 'pg_extension'::regclass AND given.oid = e.oid
  UNION ALL
  SELECT 8, 'default privileges', 'of ' || pg_get_userbyid(d.defaclrole), given.before, d.oid,
    ARRAY['role', pg_get_userbyid(d.defaclrole), 'schema', n.nspname, 'type', d.defaclobjtype::text, 'privileges', d.defaclacl::text]::text[]
  FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace JOIN given ON given.class = 'pg_default_acl'::regclass AND given.oid = d.oid
) s ORDER BY step, rank, name
