create table public.p (id integer, at integer) partition by range (at);
create table public.p1 partition of public.p for values from (1) to (10);
create table public.q (id integer generated always as identity, at integer) partition by range (at);
create table public.q1 partition of public.q for values from (1) to (10);
