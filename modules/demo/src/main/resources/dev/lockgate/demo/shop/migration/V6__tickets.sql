-- Support tickets; an agent sees only the tickets of a team that the session names.
create table tickets (
  id bigint generated always as identity primary key,
  customer_id bigint not null references customers,
  team text not null,
  subject text not null,
  body text not null,
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  search tsvector generated always as (to_tsvector('english', subject || ' ' || body)) stored,
  check (closed_at >= opened_at)
);
create index tickets_search on tickets using gin (search);
create index tickets_open on tickets (team, opened_at) where closed_at is null;

alter table tickets enable row level security;
create policy own_team on tickets using (team = current_setting('app.team', true));

comment on table tickets is 'Support tickets; row security by team';
