-- Changes when a definition that pg_get_*def reads changes: those functions read the newest catalog,
-- not the snapshot of the transaction. Rows of temporary objects come and go and are left out.
-- A row that is written anew has another xmin, and one that is removed is missing from the count of its
-- own: to count the rows of each xmin tells every change, at a fraction of hashing each row.
, passing AS MATERIALIZED (
  SELECT oid FROM pg_class WHERE relpersistence = 't'
), apart AS MATERIALIZED (
  SELECT oid FROM pg_namespace WHERE nspname ~ '^pg_(toast_)?temp_'
), version(key) AS (
  SELECT ROW('class'::text, oid, relname, relnamespace, relkind) FROM pg_class WHERE oid >= 16384 AND relpersistence <> 't'
  -- the columns that every table has are as old as itself
  UNION ALL SELECT ROW('attribute'::text, xmin, count(*)) FROM pg_attribute WHERE attrelid >= 16384 AND attnum > 0 AND attrelid NOT IN (SELECT oid FROM passing) GROUP BY xmin
  UNION ALL SELECT ROW('default'::text, xmin, count(*)) FROM pg_attrdef WHERE adrelid NOT IN (SELECT oid FROM passing) GROUP BY xmin
  UNION ALL SELECT ROW('constraint'::text, xmin, count(*)) FROM pg_constraint WHERE conrelid NOT IN (SELECT oid FROM passing) GROUP BY xmin
  UNION ALL SELECT ROW('index'::text, xmin, count(*)) FROM pg_index WHERE indexrelid NOT IN (SELECT oid FROM passing) GROUP BY xmin
  UNION ALL SELECT ROW('type'::text, xmin, count(*)) FROM pg_type WHERE oid >= 16384 AND typnamespace NOT IN (SELECT oid FROM apart) GROUP BY xmin
  UNION ALL SELECT ROW('function'::text, xmin, count(*)) FROM pg_proc WHERE oid >= 16384 AND pronamespace NOT IN (SELECT oid FROM apart) GROUP BY xmin
  UNION ALL SELECT ROW('schema'::text, xmin, count(*)) FROM pg_namespace WHERE oid NOT IN (SELECT oid FROM apart) GROUP BY xmin
  UNION ALL SELECT ROW('operator'::text, xmin, count(*)) FROM pg_operator WHERE oid >= 16384 GROUP BY xmin
  UNION ALL SELECT ROW('class of operators'::text, xmin, count(*)) FROM pg_opclass WHERE oid >= 16384 GROUP BY xmin
  UNION ALL SELECT ROW('collation'::text, xmin, count(*)) FROM pg_collation WHERE oid >= 16384 GROUP BY xmin
  UNION ALL SELECT ROW('cast'::text, xmin, count(*)) FROM pg_cast WHERE oid >= 16384 GROUP BY xmin
  UNION ALL SELECT ROW('rewrite'::text, xmin, count(*)) FROM pg_rewrite WHERE oid >= 16384 AND ev_class NOT IN (SELECT oid FROM passing) GROUP BY xmin
  UNION ALL SELECT ROW('trigger'::text, xmin, count(*)) FROM pg_trigger WHERE tgrelid NOT IN (SELECT oid FROM passing) GROUP BY xmin
  UNION ALL SELECT ROW('policy'::text, xmin, count(*)) FROM pg_policy GROUP BY xmin
  UNION ALL SELECT ROW('statistics'::text, xmin, count(*)) FROM pg_statistic_ext GROUP BY xmin
  UNION ALL SELECT ROW('role'::text, oid, rolname) FROM pg_roles
)
SELECT count(*) || ' ' || coalesce(sum(hash_record_extended(key, 0)), 0) FROM version
