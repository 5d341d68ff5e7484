-- Subscriptions: no customer has two of the same plan at the same time.
create extension if not exists btree_gist;

create table plans (
  id int generated always as identity primary key,
  name text not null unique,
  monthly_cents int not null,
  features text[] not null default '{}'
);

create table subscriptions (
  id bigint generated always as identity primary key,
  customer_id bigint not null references customers,
  plan_id int not null references plans,
  during daterange not null,
  exclude using gist (customer_id with =, plan_id with =, during with &&)
);

create table usage_events (
  id bigint generated always as identity primary key,
  subscription_id bigint not null references subscriptions on delete cascade,
  happened_at timestamptz not null,
  kind text not null,
  amount numeric(12, 3) not null,
  detail jsonb
);
create index usage_by_time on usage_events using brin (happened_at);
