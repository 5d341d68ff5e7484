-- What is a part of something else: a member of an extension ('e'), or made along with it ('i').
-- Members are needed to know whose part an address without a fact is.
SELECT dc.relname AS class, d.objid, d.objsubid, rc.relname AS refclass, d.refobjid, d.refobjsubid
FROM pg_depend d
JOIN pg_class dc ON dc.oid = d.classid
JOIN pg_class rc ON rc.oid = d.refclassid
WHERE (d.deptype = 'e' OR (d.deptype = 'i' AND d.objid >= 16384))
  -- four triggers of each foreign key, which nothing but its columns and tables could need
  AND NOT (d.classid = 'pg_trigger'::regclass AND d.refclassid = 'pg_constraint'::regclass)
