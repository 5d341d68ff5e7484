create table public.events (id bigint not null, at date not null, kind text, extra text default 'x',
  primary key (id, at), check (id > 0)) partition by range (at);
create table public.events_2 partition of public.events for values from ('2026-02-01') to ('2026-04-01');
create table public.events_3 partition of public.events for values from ('2026-04-01') to ('2026-05-01');
create table public.events_rest partition of public.events default partition by hash (id);
create table public.events_rest_0 partition of public.events_rest for values with (modulus 2, remainder 0);
create table public.events_1 (id bigint not null, at date not null, kind text);
create index events_kind on public.events (kind);
create unique index events_key on public.events (at, id);
create table public.owners (id bigint, at date, foreign key (id, at) references public.events (id, at));
create table public.flat (id integer, at date not null) partition by range (at);
create table public.moving (a integer) partition by list (a);
create table public.moving_1 partition of public.moving for values in (1, 2);
