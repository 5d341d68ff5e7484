, mapping AS (
  SELECT m.mapcfg, m.maptokentype, string_agg(m.mapdict::regdictionary::text, ', ' ORDER BY m.mapseqno) AS dictionaries
  FROM pg_ts_config_map m JOIN pg_ts_config c ON c.oid = m.mapcfg JOIN ns ON ns.oid = c.cfgnamespace
  GROUP BY m.mapcfg, m.maptokentype
)
SELECT 'text search configuration' AS kind, ns.id || '.' || quote_ident(c.cfgname) AS identity, 'schema' AS parent_kind, ns.id AS parent, 'pg_ts_config/' || c.oid AS at,
  (SELECT quote_ident(n.nspname) || '.' || quote_ident(p.prsname) FROM pg_ts_parser p JOIN pg_namespace n ON n.oid = p.prsnamespace WHERE p.oid = c.cfgparser) AS parser,
  NULL AS template, NULL AS options, NULL AS definition,
  (SELECT string_agg(coalesce(tt.alias, m.maptokentype::text) || ': ' || m.dictionaries, E'\n' ORDER BY m.maptokentype)
   FROM mapping m LEFT JOIN ts_token_type(c.cfgparser) tt ON tt.tokid = m.maptokentype WHERE m.mapcfg = c.oid) AS mappings,
  quote_ident(pg_get_userbyid(c.cfgowner)) AS owner,
  obj_description(c.oid, 'pg_ts_config') AS comment
FROM pg_ts_config c JOIN ns ON ns.oid = c.cfgnamespace
WHERE NOT EXISTS (SELECT FROM ext WHERE ext.classid = 'pg_ts_config'::regclass AND ext.objid = c.oid)
UNION ALL
SELECT 'text search dictionary', ns.id || '.' || quote_ident(d.dictname), 'schema', ns.id, 'pg_ts_dict/' || d.oid, NULL,
  (SELECT quote_ident(n.nspname) || '.' || quote_ident(t.tmplname) FROM pg_ts_template t JOIN pg_namespace n ON n.oid = t.tmplnamespace WHERE t.oid = d.dicttemplate),
  d.dictinitoption, NULL, NULL, quote_ident(pg_get_userbyid(d.dictowner)), obj_description(d.oid, 'pg_ts_dict')
FROM pg_ts_dict d JOIN ns ON ns.oid = d.dictnamespace
WHERE NOT EXISTS (SELECT FROM ext WHERE ext.classid = 'pg_ts_dict'::regclass AND ext.objid = d.oid)
UNION ALL
SELECT 'text search parser', ns.id || '.' || quote_ident(p.prsname), 'schema', ns.id, 'pg_ts_parser/' || p.oid, NULL, NULL, NULL,
  concat_ws(', ', 'START = ' || p.prsstart, 'GETTOKEN = ' || p.prstoken, 'END = ' || p.prsend,
    'HEADLINE = ' || nullif(p.prsheadline::oid, 0)::regproc, 'LEXTYPES = ' || p.prslextype), NULL, NULL, obj_description(p.oid, 'pg_ts_parser')
FROM pg_ts_parser p JOIN ns ON ns.oid = p.prsnamespace
WHERE NOT EXISTS (SELECT FROM ext WHERE ext.classid = 'pg_ts_parser'::regclass AND ext.objid = p.oid)
UNION ALL
SELECT 'text search template', ns.id || '.' || quote_ident(t.tmplname), 'schema', ns.id, 'pg_ts_template/' || t.oid, NULL, NULL, NULL,
  concat_ws(', ', 'INIT = ' || nullif(t.tmplinit::oid, 0)::regproc, 'LEXIZE = ' || t.tmpllexize), NULL, NULL, obj_description(t.oid, 'pg_ts_template')
FROM pg_ts_template t JOIN ns ON ns.oid = t.tmplnamespace
WHERE NOT EXISTS (SELECT FROM ext WHERE ext.classid = 'pg_ts_template'::regclass AND ext.objid = t.oid)
