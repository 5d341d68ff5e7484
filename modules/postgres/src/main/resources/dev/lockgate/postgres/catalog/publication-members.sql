SELECT 'publication member' AS kind, 'table ' || m.prrelid::regclass::text || ' in ' || quote_ident(p.pubname) AS identity, 'publication' AS parent_kind, quote_ident(p.pubname) AS parent, 'pg_publication_rel/' || m.oid AS at,
  (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname) FROM pg_attribute a WHERE a.attrelid = m.prrelid AND a.attnum = ANY (m.prattrs)) AS columns, -- since 15
  pg_get_expr(m.prqual, m.prrelid) AS "where", -- since 15
  NULL AS comment
FROM pg_publication_rel m JOIN pg_publication p ON p.oid = m.prpubid
UNION ALL -- since 15
SELECT 'publication member', 'schema ' || m.pnnspid::regnamespace::text || ' in ' || quote_ident(p.pubname), 'publication', quote_ident(p.pubname), 'pg_publication_namespace/' || m.oid, NULL, NULL, NULL -- since 15
FROM pg_publication_namespace m JOIN pg_publication p ON p.oid = m.pnpubid -- since 15
