create text search dictionary words (template = simple, stopwords = english);
create text search dictionary gone (template = simple);
create text search configuration search (parser = "default");
alter text search configuration search add mapping for word, asciiword with words;
alter text search configuration search add mapping for email with simple;
