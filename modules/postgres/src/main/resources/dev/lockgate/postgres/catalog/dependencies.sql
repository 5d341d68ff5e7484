-- Every other dependency of what users made, by address; the reader knows which object an address means.
SELECT dc.relname AS class, d.objid, d.objsubid, rc.relname AS refclass, d.refobjid, d.refobjsubid
FROM pg_depend d
JOIN pg_class dc ON dc.oid = d.classid
JOIN pg_class rc ON rc.oid = d.refclassid
WHERE d.objid >= 16384 AND d.deptype NOT IN ('e', 'i')
