create table public.orders (
  id integer not null,
  code varchar(10) default 'x',
  amount integer default 0,
  note text,
  at text,
  always_on integer generated always as identity,
  counted integer default 7,
  doubled integer generated always as (1 + 1) stored,
  kept integer generated always as (2 * 3) stored,
  wide text,
  gone date
);
alter table public.orders alter column wide set storage external;
alter table public.orders alter column note set statistics 50;
comment on column public.orders.note is 'it''s old';
create index orders_code on public.orders (code);
create view public.order_codes as select id, code from public.orders;
grant select on public.order_codes to public;
comment on view public.order_codes is 'codes';
create table public.singles (at date);
