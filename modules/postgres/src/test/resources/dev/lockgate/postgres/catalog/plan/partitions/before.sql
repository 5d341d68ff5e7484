create table public.events (id bigint not null, at date not null, kind text) partition by range (at);
create table public.events_1 partition of public.events for values from ('2026-01-01') to ('2026-02-01');
create table public.events_2 partition of public.events for values from ('2026-02-01') to ('2026-03-01');
create table public.events_3 (id bigint not null, at date not null, kind text);
create index events_3_kind on public.events_3 (kind);
create index events_kind on public.events (kind);
create table public.flat (id integer, at date not null);
create table public.moving (a integer) partition by list (a);
create table public.moving_1 partition of public.moving for values in (1);
