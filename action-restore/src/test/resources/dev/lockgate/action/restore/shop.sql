-- A schema with one of everything that a backup must carry and a restore must bring back.
create schema shop;
create schema "Odd ""schema"" Ünicode";
create type shop.state as enum ('new', 'paid', 'sent');
create domain shop.amount as numeric(12, 2) check (value >= 0);
create table shop.customers (
  id bigint generated always as identity primary key,
  email text not null unique,
  born date,
  picture bytea,
  note jsonb default '{}'
);
create table shop.orders (
  id serial primary key,
  customer bigint not null references shop.customers,
  state shop.state not null default 'new',
  total shop.amount not null,
  placed timestamptz not null default '2026-01-01'
);
create index orders_by_state on shop.orders (state) where state <> 'sent';
create table shop.events (id bigint, at date not null, what text) partition by range (at);
create table shop.events_2025 partition of shop.events for values from ('2025-01-01') to ('2026-01-01');
create table shop.events_2026 partition of shop.events for values from ('2026-01-01') to ('2027-01-01');
create table shop.animals (name text);
create table shop.dogs (barks boolean) inherits (shop.animals);
create unlogged table shop.scratch (line text);
create table "Odd ""schema"" Ünicode"."a table; drop
table x" ("a ""column""" text, "ünï" int);
create view shop.open_orders as select id, total from shop.orders where state <> 'sent';
create materialized view shop.totals as
  select customer, sum(total) as total from shop.orders group by customer with data;
create materialized view shop.empty_totals as select 1 as one with no data;
create function shop.shout(text) returns text language sql immutable as $$ select upper($1) || '!' $$;
create function shop.stamp() returns trigger language plpgsql as $$ begin new.note = '{"seen": true}'; return new; end $$;
create procedure shop.nothing() language sql as $$ select 1 $$;
create sequence shop.tickets increment by -5 maxvalue 1000 start with 1000 cycle;
insert into shop.customers (email, born, picture)
  select 'c' || i || '@example.org', date '1970-01-01' + i, decode(md5(i::text), 'hex') from generate_series(1, 500) i;
insert into shop.orders (customer, state, total)
  select 1 + i % 500, (array['new', 'paid', 'sent'])[1 + i % 3]::shop.state, i * 1.5 from generate_series(1, 3000) i;
insert into shop.events select i, date '2025-06-01' + i, repeat('é', i % 40) from generate_series(1, 400) i;
insert into shop.animals values ('cat');
insert into shop.dogs values ('rex', true), ('fifi', false);
insert into shop.scratch values ('kept, though unlogged');
insert into "Odd ""schema"" Ünicode"."a table; drop
table x" values (E'tab\there\\ back \n line', 1), (null, 2);
create trigger stamp before insert on shop.customers for each row execute function shop.stamp();
select nextval('shop.tickets'), nextval('shop.tickets');
refresh materialized view shop.totals;
select lo_from_bytea(0, 'a large object'::bytea);
alter table shop.customers enable row level security;
create policy own on shop.customers using (email = current_user);
comment on table shop.orders is 'What people bought; it''s "quoted"';
create publication news for table shop.orders;
create statistics shop.pairs on customer, state from shop.orders;
