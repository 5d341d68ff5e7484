create foreign data wrapper away options (debug 'on');
create server far type 'a' version '1' foreign data wrapper away options (host 'db1', port '5432');
create server gone foreign data wrapper away;
create user mapping for public server far options (user 'one');
create foreign table remote (id int options (column_name 'ID'), note text) server far options (table_name 't');
