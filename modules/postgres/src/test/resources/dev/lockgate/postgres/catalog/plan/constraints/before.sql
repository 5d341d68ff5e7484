create table public.customers (id integer constraint customers_pkey primary key, email text, unique (email));
create table public.orders (
  id integer primary key,
  customer integer references public.customers,
  total integer check (total > 0),
  span int4range,
  constraint no_overlap exclude using gist (span with &&)
);
alter table public.orders add constraint late check (total < 1000) not valid;
