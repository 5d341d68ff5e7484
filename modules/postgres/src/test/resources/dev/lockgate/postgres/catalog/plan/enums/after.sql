create type mood as enum ('happy', 'sad', 'so so', 'ok', 'great');
create type grown as enum ('a', 'b', 'c', 'd');
create type level as enum ('mid', 'low', 'top');
comment on type level is 'how high';
create domain levels as level default 'low' check (value <> 'mid');
create type pair as (one level, many level[]);
create table t (id int primary key, l level not null default 'low', ls level[] default '{low,mid}', d levels, p pair, m mood,
  g boolean generated always as (l = 'low') stored);
create index on t (l) where l = 'low';
create index on t (id) where (p).one = 'low';
alter table t add check (l <> 'top');
create view v as select id, l from t where l <> 'mid';
create function f(level) returns level language sql immutable as 'select $1';
alter table t enable row level security;
create policy p on t using (l = 'low');
