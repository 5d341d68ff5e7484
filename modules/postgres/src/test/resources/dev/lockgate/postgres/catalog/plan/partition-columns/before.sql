-- what a partition has otherwise than its parent stays; a key's type changes while the partitions are apart
create table public.p (id integer not null default 3, at integer, n text default 'a' not null) partition by range (at);
create table public.p1 partition of public.p for values from (1) to (10);
create table public.p2 partition of public.p for values from (10) to (20);
create table public.q (at integer, m integer) partition by range (at);
create table public.q1 partition of public.q for values from (1) to (10);
create type public.mood as enum ('good', 'bad');
create table public.r (m public.mood) partition by list (m);
create table public.r1 partition of public.r for values in ('good');
create function public.f() returns trigger language plpgsql as 'begin return new; end';
create table public.s (a integer, k integer) partition by range (a);
create table public.s1 partition of public.s for values from (1) to (10);
create trigger t after insert on public.s1 for each row execute function public.f();
alter table public.s1 add constraint c check (k > 1);
