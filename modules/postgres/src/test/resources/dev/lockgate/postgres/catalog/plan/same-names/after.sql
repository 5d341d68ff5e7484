create table public.t (a integer, b integer);
alter table public.t add constraint k unique (a);
create table public.u (a integer);
create unique index l on public.u (a);
create view public.v as select a from public.t;
alter view public.v alter a set default 5;
create table public.base (x bigint);
create table public.child (x bigint, z integer) inherits (public.base);
