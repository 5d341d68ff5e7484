-- Changes when a definition that pg_get_*def reads changes: those functions read the newest catalog,
-- not the snapshot of the transaction. Rows of temporary objects come and go and are left out.
, lasting AS MATERIALIZED (
  SELECT oid, relname, relnamespace, relkind FROM pg_class WHERE relpersistence <> 't'
), passing AS MATERIALIZED (
  SELECT oid FROM pg_namespace WHERE nspname ~ '^pg_(toast_)?temp_'
), version(key) AS (
  SELECT concat_ws(' ', 'class', oid, relname, relnamespace, relkind) FROM lasting WHERE oid >= 16384
  UNION ALL SELECT concat_ws(' ', 'attribute', attrelid, attnum, a.xmin) FROM pg_attribute a JOIN lasting ON lasting.oid = a.attrelid WHERE attrelid >= 16384
  UNION ALL SELECT concat_ws(' ', 'default', d.oid, d.xmin) FROM pg_attrdef d JOIN lasting ON lasting.oid = d.adrelid
  UNION ALL SELECT concat_ws(' ', 'constraint', k.oid, k.xmin) FROM pg_constraint k WHERE k.conrelid = 0 OR EXISTS (SELECT FROM lasting WHERE lasting.oid = k.conrelid)
  UNION ALL SELECT concat_ws(' ', 'index', indexrelid, x.xmin) FROM pg_index x JOIN lasting ON lasting.oid = x.indexrelid
  UNION ALL SELECT concat_ws(' ', 'type', oid, xmin) FROM pg_type WHERE oid >= 16384 AND typnamespace NOT IN (SELECT oid FROM passing)
  UNION ALL SELECT concat_ws(' ', 'function', oid, xmin) FROM pg_proc WHERE oid >= 16384 AND pronamespace NOT IN (SELECT oid FROM passing)
  UNION ALL SELECT concat_ws(' ', 'schema', oid, xmin) FROM pg_namespace WHERE oid NOT IN (SELECT oid FROM passing)
  UNION ALL SELECT concat_ws(' ', 'operator', oid, xmin) FROM pg_operator WHERE oid >= 16384
  UNION ALL SELECT concat_ws(' ', 'class of operators', oid, xmin) FROM pg_opclass WHERE oid >= 16384
  UNION ALL SELECT concat_ws(' ', 'collation', oid, xmin) FROM pg_collation WHERE oid >= 16384
  UNION ALL SELECT concat_ws(' ', 'cast', oid, xmin) FROM pg_cast WHERE oid >= 16384
  UNION ALL SELECT concat_ws(' ', 'rewrite', w.oid, w.xmin) FROM pg_rewrite w JOIN lasting ON lasting.oid = w.ev_class WHERE w.oid >= 16384
  UNION ALL SELECT concat_ws(' ', 'trigger', t.oid, t.xmin) FROM pg_trigger t JOIN lasting ON lasting.oid = t.tgrelid
  UNION ALL SELECT concat_ws(' ', 'policy', oid, xmin) FROM pg_policy
  UNION ALL SELECT concat_ws(' ', 'statistics', oid, xmin) FROM pg_statistic_ext
  UNION ALL SELECT concat_ws(' ', 'role', oid, rolname) FROM pg_roles
)
SELECT count(*) || ' ' || coalesce(sum(hashtextextended(key, 0)), 0) FROM version
