create table public.t (a integer primary key, b text);
create view public.v1 as select a, b, count(*) from public.t group by a;
create view public.v2 as select a, b from public.t;
create view public.v3 as select b as a from public.v2;
create materialized view public.m as select a from public.t where a > 0;
