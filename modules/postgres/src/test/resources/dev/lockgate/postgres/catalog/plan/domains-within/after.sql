create function positive(int) returns boolean language sql immutable as 'select $1 > 0';
create function small(int) returns boolean language sql immutable as 'select $1 < 100';
create domain listed as int check (positive(value)) check (small(value));
create domain packed as text check (value <> '');
create domain spanned as int constraint high check (value < 1000);
create domain nested as int check (value > 0);
create domain nests as nested[];
create domain filled as int not null;
create domain lax as int;
create domain unproven as int check (value > 0);
create domain retyped as bigint check (value > 0);
create domain plain as int check (value > 0);
create domain materialised as int check (value > 0);
create type pack as (name packed, n int);
create type span as range (subtype = spanned);
create table t (
  id int primary key,
  l listed[] default '{1}',
  p pack,
  ps pack[],
  s span,
  sm span_multirange,
  n nests,
  f filled[],
  x lax[],
  u unproven[],
  r retyped[],
  d plain,
  same listed
);
create index on t (l);
create view v as select l, p from t;
create materialized view m as select array[1::materialised] as a;
