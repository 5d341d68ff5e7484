-- Every dependency of what users made, by address; the reader knows which object an address means.
-- Members of extensions ('e') are needed to know whose part an address without a fact is.
SELECT dc.relname AS class, d.objid, d.objsubid, rc.relname AS refclass, d.refobjid, d.refobjsubid, d.deptype::text
FROM pg_depend d
JOIN pg_class dc ON dc.oid = d.classid
JOIN pg_class rc ON rc.oid = d.refclassid
WHERE d.objid >= 16384 OR d.deptype = 'e'
