-- Reporting: rebuilt whenever this file changes.
create or replace view order_totals as
  select o.id, o.customer_id, o.placed_at, o.state, sum(l.quantity * l.unit_cents) as total_cents
  from orders o join order_lines l on l.order_id = o.id and l.placed_at = o.placed_at
  group by o.id, o.customer_id, o.placed_at, o.state;

drop materialized view if exists monthly_revenue;
create materialized view monthly_revenue as
  select date_trunc('month', paid_at) as month, method, count(*) as payments, sum(amount_cents) as cents
  from payments group by 1, 2;
create unique index on monthly_revenue (month, method);
