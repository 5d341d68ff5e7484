create table public.t (a integer constraint a_there not null, b integer, c integer, d integer, e integer);
alter table public.t add constraint c_later not null c;
alter table public.t add constraint e_there not null e no inherit;
alter table public.t add constraint pos check (d > 0);
create table public.v (a integer, b integer generated always as (a + 2) virtual);
comment on constraint a_there on public.t is 'here';
