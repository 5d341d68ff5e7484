-- Stock, kept right by a trigger; every movement leaves a row.
create table warehouses (
  id int generated always as identity primary key,
  name text not null unique
);

create table stock (
  warehouse_id int not null references warehouses,
  product_id bigint not null references products,
  on_hand int not null default 0 check (on_hand >= 0),
  primary key (warehouse_id, product_id)
);

create table stock_movements (
  id bigint generated always as identity primary key,
  warehouse_id int not null,
  product_id bigint not null,
  change int not null check (change <> 0),
  moved_at timestamptz not null default now(),
  foreign key (warehouse_id, product_id) references stock
);

create function apply_stock_movement() returns trigger language plpgsql as $$
begin
  update stock set on_hand = on_hand + new.change
  where warehouse_id = new.warehouse_id and product_id = new.product_id;
  return new;
end $$;

create trigger stock_follows_movements after insert on stock_movements
  for each row execute function apply_stock_movement();
