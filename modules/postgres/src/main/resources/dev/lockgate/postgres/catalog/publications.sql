SELECT 'publication' AS kind, quote_ident(p.pubname) AS identity, NULL AS parent_kind, NULL AS parent, 'pg_publication/' || p.oid AS at,
  CASE WHEN p.puballtables THEN 'yes' END AS "all tables",
  concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END, CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END) AS publish,
  CASE WHEN p.pubviaroot THEN 'yes' END AS "via partition root",
  nullif(to_jsonb(p) ->> 'pubgencols', 'n') AS "generated columns",
  quote_ident(pg_get_userbyid(p.pubowner)) AS owner,
  obj_description(p.oid, 'pg_publication') AS comment
FROM pg_publication p
