create table public.t (a integer, b text);
create view public.v1 as select a, b, count(*) from public.t group by a, b;
create view public.v2 as select a::text as a from public.t;
create view public.v3 as select a from public.v2;
create materialized view public.m as select a from public.t;
alter materialized view public.m alter a set statistics 50;
