create function add_up(bigint, int) returns bigint language sql immutable as 'select $1 + $2';
create function add_more(bigint, int) returns bigint language sql immutable as 'select $1 + $2 + 1';
create function result_of(bigint) returns text language sql immutable as 'select $1::text';
create aggregate total(int) (sfunc = add_more, stype = bigint, initcond = '1', parallel = safe);
create aggregate other(int) (sfunc = add_up, stype = bigint, finalfunc = result_of);
create aggregate part(variadic "any" order by variadic "any") (sfunc = ordered_set_transition_multi, stype = internal, finalfunc = rank_final, finalfunc_extra, hypothetical);
create view v as select total(x) from (values (1)) as t (x);
