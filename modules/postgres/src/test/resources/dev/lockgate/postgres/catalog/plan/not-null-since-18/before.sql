create table public.t (a integer, b integer constraint b_there not null, c integer, d integer, e integer);
alter table public.t add constraint c_later not null c not valid;
alter table public.t add constraint pos check (d > 0) not enforced;
create table public.v (a integer, b integer generated always as (a + 1) virtual);
comment on constraint b_there on public.t is 'there';
