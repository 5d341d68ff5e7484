-- Changes when a definition that pg_get_*def reads changes: those functions read the newest catalog,
-- not the snapshot of the transaction. Rows of temporary objects come and go and are left out.
, passing AS MATERIALIZED (
  SELECT oid FROM pg_class WHERE relpersistence = 't'
), apart AS MATERIALIZED (
  SELECT oid FROM pg_namespace WHERE nspname ~ '^pg_(toast_)?temp_'
), version(key) AS (
  SELECT ROW('class'::text, oid, relname, relnamespace, relkind) FROM pg_class WHERE oid >= 16384 AND relpersistence <> 't'
  -- the columns that every table has are as old as itself
  UNION ALL SELECT ROW('attribute'::text, attrelid, attnum, xmin) FROM pg_attribute WHERE attrelid >= 16384 AND attnum > 0 AND attrelid NOT IN (SELECT oid FROM passing)
  UNION ALL SELECT ROW('default'::text, oid, xmin) FROM pg_attrdef WHERE adrelid NOT IN (SELECT oid FROM passing)
  UNION ALL SELECT ROW('constraint'::text, oid, xmin) FROM pg_constraint WHERE conrelid NOT IN (SELECT oid FROM passing)
  UNION ALL SELECT ROW('index'::text, indexrelid, xmin) FROM pg_index WHERE indexrelid NOT IN (SELECT oid FROM passing)
  UNION ALL SELECT ROW('type'::text, oid, xmin) FROM pg_type WHERE oid >= 16384 AND typnamespace NOT IN (SELECT oid FROM apart)
  UNION ALL SELECT ROW('function'::text, oid, xmin) FROM pg_proc WHERE oid >= 16384 AND pronamespace NOT IN (SELECT oid FROM apart)
  UNION ALL SELECT ROW('schema'::text, oid, xmin) FROM pg_namespace WHERE oid NOT IN (SELECT oid FROM apart)
  UNION ALL SELECT ROW('operator'::text, oid, xmin) FROM pg_operator WHERE oid >= 16384
  UNION ALL SELECT ROW('class of operators'::text, oid, xmin) FROM pg_opclass WHERE oid >= 16384
  UNION ALL SELECT ROW('collation'::text, oid, xmin) FROM pg_collation WHERE oid >= 16384
  UNION ALL SELECT ROW('cast'::text, oid, xmin) FROM pg_cast WHERE oid >= 16384
  UNION ALL SELECT ROW('rewrite'::text, oid, xmin) FROM pg_rewrite WHERE oid >= 16384 AND ev_class NOT IN (SELECT oid FROM passing)
  UNION ALL SELECT ROW('trigger'::text, oid, xmin) FROM pg_trigger WHERE tgrelid NOT IN (SELECT oid FROM passing)
  UNION ALL SELECT ROW('policy'::text, oid, xmin) FROM pg_policy
  UNION ALL SELECT ROW('statistics'::text, oid, xmin) FROM pg_statistic_ext
  UNION ALL SELECT ROW('role'::text, oid, rolname) FROM pg_roles
)
SELECT count(*) || ' ' || coalesce(sum(hash_record_extended(key, 0)), 0) FROM version
