-- A few hundred thousand rows, the same each time.
select setseed(0.42);

-- the rows below refer to rows that are there (a verified backup looks); to look each up would be half of the time
set session_replication_role = replica;

insert into customers (email, full_name, state, country, joined_on, settings)
select format('customer%s@example.com', n),
  (array['Ada','Grace','Alan','Edsger','Barbara','Donald','Radia','Ken'])[1 + n % 8] || ' '
    || (array['Lovelace','Hopper','Turing','Dijkstra','Liskov','Knuth','Perlman','Thompson'])[1 + n / 8 % 8] || ' ' || n,
  (array['lead','active','active','active','paused','closed'])[1 + n % 6]::customer_state,
  (array['DE','FR','US','PL','JP'])[1 + n % 5], date '2024-01-01' + n % 700,
  jsonb_build_object('newsletter', n % 3 = 0, 'theme', case when n % 2 = 0 then 'dark' else 'light' end)
from generate_series(1, 20000) n;

insert into addresses (customer_id, street, city, postcode, is_default)
select n, n % 180 || ' Canal Street', (array['Hamburg','Lyon','Austin','Gdańsk','大阪'])[1 + n % 5], lpad((n % 99999)::text, 5, '0'), true
from generate_series(1, 20000) n;

insert into categories (parent_id, name) select null, 'Department ' || n from generate_series(1, 8) n;
insert into categories (parent_id, name) select 1 + n % 8, 'Shelf ' || n from generate_series(1, 40) n;

insert into products (category_id, sku, name, price_cents)
select 9 + n % 40, format('%s-%s', (array['LCK','GTE','BRG','ROP'])[1 + n % 4], lpad(n::text, 5, '0')), 'Product ' || n, 100 + n * 37 % 20000
from generate_series(1, 2000) n;

insert into orders (id, customer_id, placed_at, state, note)
select n, 1 + n * 7919 % 20000, timestamptz '2025-01-01 08:00+00' + n * interval '21 minutes',
  (array['placed','paid','shipped','delivered','delivered','cancelled'])[1 + n % 6]::order_state,
  case when n % 9 = 0 then 'Please ring twice, gate ' || n % 50 end
from generate_series(1, 40000) n;
select setval(pg_get_serial_sequence('orders', 'id'), 40000);

analyze customers, products, orders;
insert into order_lines (order_id, placed_at, line, product_id, quantity, unit_cents)
select o.id, o.placed_at, l, 1 + (o.id * 31 + l * 17) % 2000, 1 + (o.id + l) % 4, 100 + (o.id * 13 + l) % 9000
from orders o cross join generate_series(1, 2) l where (o.id + l) % 4 <> 0;

insert into payments (id, order_id, placed_at, method, amount_cents, paid_at)
select md5('payment' || id)::uuid, id, placed_at, (array['card','transfer','wallet'])[1 + id % 3]::payment_method,
  500 + (id * 97 % 40000)::int, placed_at + interval '3 minutes'
from orders where state <> 'placed' and state <> 'cancelled';

insert into invoices (payment_id, issued_on) select id, paid_at::date from payments order by order_id;
insert into refunds (payment_id, amount_cents, reason) select id, 100, 'Arrived late' from payments where order_id % 97 = 0;

insert into plans (name, monthly_cents, features) values
  ('Sloop', 900, '{lock}'), ('Barge', 2900, '{lock,gate}'), ('Steamer', 9900, '{lock,gate,pilot}');
insert into subscriptions (customer_id, plan_id, during)
select n, 1 + n % 3, daterange(date '2025-01-01' + n % 300, null) from generate_series(1, 9000) n;
insert into usage_events (subscription_id, happened_at, kind, amount, detail)
select 1 + n % 9000, timestamptz '2025-06-01 00:00+00' + n * interval '3 minutes', (array['passage','mooring','water'])[1 + n % 3],
  (n % 1000) / 8.0, case when n % 5 = 0 then jsonb_build_object('berth', n % 64) end
from generate_series(1, 80000) n;

-- stock follows its movements by a trigger
set session_replication_role = origin;
insert into warehouses (name) values ('North basin'), ('South basin');
insert into stock (warehouse_id, product_id) select w, p from generate_series(1, 2) w, generate_series(1, 2000) p;
insert into stock_movements (warehouse_id, product_id, change, moved_at)
select 1 + n % 2, 1 + n % 2000, 5 + n % 20, timestamptz '2026-01-01 00:00+00' + n * interval '9 minutes' from generate_series(1, 12000) n;

insert into tickets (customer_id, team, subject, body, opened_at, closed_at)
select 1 + n * 13 % 20000, (array['north','south'])[1 + n % 2], 'Question ' || n, repeat('The gate does not open. ', 1 + n % 5),
  timestamptz '2026-03-01 00:00+00' + n * interval '20 minutes',
  case when n % 4 > 0 then timestamptz '2026-03-01 00:00+00' + n * interval '20 minutes' + interval '2 hours' end
from generate_series(1, 15000) n;

refresh materialized view monthly_revenue;
analyze;
