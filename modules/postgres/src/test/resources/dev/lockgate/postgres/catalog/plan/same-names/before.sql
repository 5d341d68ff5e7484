-- a name goes from an index to a key, from a view to a materialized one, from an own constraint to a parent's
create table public.t (a integer, b integer);
create unique index k on public.t (a);
create table public.u (a integer);
alter table public.u add constraint l unique (a);
create materialized view public.v as select a from public.t;
create table public.base (x integer, check (x > 0));
create table public.child (x integer, z integer) inherits (public.base);
