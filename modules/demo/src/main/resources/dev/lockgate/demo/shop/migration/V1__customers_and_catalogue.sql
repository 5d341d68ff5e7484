-- Customers, and what they can buy.
create extension if not exists pg_trgm;

create domain email as text check (value ~ '^[^@\s]+@[^@\s]+$');
create type customer_state as enum ('lead', 'active', 'paused', 'closed');

create table customers (
  id bigint generated always as identity primary key,
  email email not null unique,
  full_name text not null,
  state customer_state not null default 'lead',
  country char(2) not null,
  joined_on date not null default current_date,
  settings jsonb not null default '{}'
);
create index customers_by_name on customers using gin (full_name gin_trgm_ops);

create table addresses (
  id bigint generated always as identity primary key,
  customer_id bigint not null references customers on delete cascade,
  street text not null,
  city text not null,
  postcode text not null,
  is_default boolean not null default false
);
create unique index one_default_address on addresses (customer_id) where is_default;

create table categories (
  id int generated always as identity primary key,
  parent_id int references categories,
  name text not null,
  unique nulls not distinct (parent_id, name)
);

create table products (
  id bigint generated always as identity primary key,
  category_id int not null references categories,
  sku text not null unique check (sku ~ '^[A-Z]{3}-\d{5}$'),
  name text not null,
  price_cents int not null check (price_cents >= 0),
  tax_percent numeric(4, 2) not null default 19,
  gross_cents int generated always as (price_cents + round(price_cents * tax_percent / 100)::int) stored,
  discontinued boolean not null default false
);
create index products_in_category on products (category_id) include (name, price_cents);
