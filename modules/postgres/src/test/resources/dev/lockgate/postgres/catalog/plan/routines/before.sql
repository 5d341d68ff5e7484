create function add_up(bigint, int) returns bigint language sql immutable as 'select $1 + $2';
create function add_more(bigint, int) returns bigint language sql immutable as 'select $1 + $2 + 1';
create function result_of(bigint) returns text language sql immutable as 'select $1::text';
create aggregate total(int) (sfunc = add_up, stype = bigint, initcond = '0');
create aggregate other(int) (sfunc = add_up, stype = bigint);
create aggregate gone(int) (sfunc = add_up, stype = bigint);
create view v as select total(x) from (values (1)) as t (x);
