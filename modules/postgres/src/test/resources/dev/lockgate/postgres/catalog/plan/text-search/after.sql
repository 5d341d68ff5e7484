create text search dictionary words (template = simple, accept = false);
create text search dictionary stems (template = snowball, language = english);
create text search configuration search (parser = "default");
alter text search configuration search add mapping for word with words, stems;
alter text search configuration search add mapping for url with simple;
create text search configuration second (copy = english);
create text search parser reads (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
create text search template empty (lexize = dsimple_lexize);
