create table public.customers (id integer constraint customers_pkey primary key, email text, constraint mail unique (email) include (id));
create table public.orders (
  id integer,
  customer integer constraint orders_customer_fkey references public.customers on delete cascade deferrable initially deferred,
  total integer check (total >= 0),
  span int4range,
  primary key (id, customer)
);
alter table public.orders add constraint late check (total < 1000);
alter table public.customers add column best integer;
alter table public.customers add column of_customer integer;
alter table public.customers add foreign key (best, of_customer) references public.orders (id, customer) not valid;
