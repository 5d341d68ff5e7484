-- Money: payments, refunds, invoices with gapless numbers.
create type payment_method as enum ('card', 'transfer', 'wallet');

create table payments (
  id uuid primary key default gen_random_uuid(),
  order_id bigint not null,
  placed_at timestamptz not null,
  method payment_method not null,
  amount_cents int not null check (amount_cents > 0),
  paid_at timestamptz not null,
  foreign key (order_id, placed_at) references orders
);
create index payments_of_order on payments (order_id);

create table refunds (
  id bigint generated always as identity primary key,
  payment_id uuid not null references payments,
  amount_cents int not null check (amount_cents > 0),
  reason text not null
);

create sequence invoice_numbers start 100000;
create table invoices (
  number bigint primary key default nextval('invoice_numbers'),
  payment_id uuid not null unique references payments,
  issued_on date not null
);
alter sequence invoice_numbers owned by invoices.number;
