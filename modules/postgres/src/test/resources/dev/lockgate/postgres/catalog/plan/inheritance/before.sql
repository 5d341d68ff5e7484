create table public.base (id integer not null, name text default 'a', check (id > 0));
create table public.other (flag boolean);
create table public.child (extra integer) inherits (public.base);
create table public.leaves (id integer not null, name text) ;
