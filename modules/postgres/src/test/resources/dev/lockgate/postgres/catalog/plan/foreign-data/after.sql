create foreign data wrapper away options (level '2', debug 'off');
create server far type 'a' version '2' foreign data wrapper away options (host 'db2', dbname 'app');
create user mapping for public server far options (user 'two');
create foreign table remote (id int, note text) server far options (table_name 't2', schema_name 's');
