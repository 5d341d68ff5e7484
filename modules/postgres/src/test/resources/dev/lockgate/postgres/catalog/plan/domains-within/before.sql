create domain listed as int;
create domain packed as text;
create domain spanned as int;
create domain nested as int;
create domain nests as nested[];
create domain filled as int;
create domain lax as int check (value > 0);
create domain unproven as int;
alter domain unproven add constraint unproven_check check (value > 0) not valid;
create domain retyped as int check (value > 0);
create domain plain as int;
create domain materialised as int;
create type pack as (name packed, n int);
create type span as range (subtype = spanned);
create function positive(int) returns boolean language sql immutable as 'select $1 > 0';
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
insert into t values
  (1, '{1,2}', row('a', 1), array[row('b,"c', 2)::pack], '[1,5)', '{[1,2),[4,9)}', '{3}', '{{4,5},{6,7}}', '{8}', '{9}', '{10}', 11, 12),
  (2, null, row('d', null), null, null, null, null, null, null, null, null, null, null);
