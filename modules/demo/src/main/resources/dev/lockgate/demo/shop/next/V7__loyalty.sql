-- Loyalty points: a new table, and a level on each customer.
create type loyalty_level as enum ('none', 'silver', 'gold');
alter table customers add column loyalty loyalty_level not null default 'none';

create table loyalty_points (
  customer_id bigint not null references customers on delete cascade,
  earned_at timestamptz not null default now(),
  points int not null,
  reason text not null,
  primary key (customer_id, earned_at)
);
