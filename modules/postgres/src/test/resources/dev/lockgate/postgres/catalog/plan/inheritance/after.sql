create table public.base (id bigint not null, name text default 'b', added integer default 1, check (id > 0), constraint named check (name <> ''));
create table public.other (flag boolean);
create table public.child (extra integer) inherits (public.base, public.other);
create table public.grandchild () inherits (public.child);
create table public.leaves (id integer not null, name text) ;
create table public.careful (name text not null, extra integer) inherits (public.base, public.other);
alter table public.careful alter flag set not null;
