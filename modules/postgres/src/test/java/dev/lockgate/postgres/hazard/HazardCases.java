package dev.lockgate.postgres.hazard;

import java.util.List;
import java.util.Set;

/**
 * Statements and the classes of hazards that they are known to have, on the tables of {@link
 * #SETUP}.
 *
 * @param sql one or more files
 * @param classes every class that is told, {@code lacks-lock-timeout} and {@code
 *     lacks-statement-timeout} left out
 */
record HazardCases(Set<String> classes, List<String> sql) {
  static final String SETUP =
      """
      create table people (id int primary key, name varchar(50), born timestamp, note text not null default '');
      create table orders (id int primary key, person int, code text, paid numeric(10,2));
      create index orders_code on orders (code);
      create table gone (a int);
      create table events (id int, day date) partition by range (day);
      create table events_1 partition of events for values from ('2026-01-01') to ('2026-02-01');
      create table events_2 (id int, day date);
      create type mood as enum ('sad', 'glad');
      create view seen as select id, name from people;
      create materialized view counted as select count(*) as n from people;
      create function twice(a int) returns int language sql as 'select a * 2';
      create function stamp() returns trigger language plpgsql as 'begin return new; end';
      create function paid(who int) returns numeric language plpgsql as
        'begin /* not gone */ return (select sum(paid) from bills where person = who); end';
      create function checked() returns trigger language plpgsql as
        'begin new.number := upper(new.number); perform public.paid(1); return new; end';
      create schema old;
      create type pair as (one int, two int);
      create sequence numbers;
      create extension citext;
      create domain positive as int check (value > 0);
      create domain loose as int;
      alter domain loose add check (value > 0) not valid;
      create table counters (id bigint generated always as identity, amount positive);
      create table days (day int) partition by list (day);
      create table days_1 partition of days for values in (1);
      create table days_other partition of days default;
      create trigger kept before insert on people for each row execute function stamp();
      alter table orders add constraint kept unique (id) deferrable;
      alter table people add constraint named check (name <> '') not valid;
      create table bills (number text, net int, gross int generated always as (net * 2) stored, person int);
      create unique index bills_number on bills (number);
      create index bills_person on bills (person);
      alter table bills add constraint payer foreign key (person) references people;
      create trigger checked before insert on bills for each row execute function checked();
      """;

  /** Every class that can be seen, and what looks like one and is none. */
  static final List<HazardCases> ALL =
      List.of(
          of("drops-table", "drop table gone"),
          of("drops-column", "alter table people drop column born"),
          of("drops-schema", "drop schema old"),
          of("truncates-table", "truncate orders"),
          of("truncates-table", "do $$ begin truncate orders; end $$"),
          of("changes-all-rows", "update orders set code = 'x'"),
          of("changes-all-rows", "delete from orders"),
          of("", "update orders set code = 'x' where id between 1 and 100"),
          of("changes-all-rows", "update orders set code = 'x' where 1 = 1"),
          of(
              "changes-all-rows",
              "update orders set person = (select max(id) from people where id < 9)"),
          of("changes-all-rows", "with x as (delete from gone returning a) select a from x"),
          of("changes-all-rows", "do $$ begin if true then delete from orders; end if; end $$"),
          of("", "do $$ begin delete from orders where id = 1; end $$"),
          of("changes-all-rows", "do $$ begin execute 'delete from orders'; end $$"),
          of(
              "changes-all-rows",
              "do $$ begin execute 'update ' || 'orders'::regclass || ' set code = null'; end $$"),
          of(
              "changes-all-rows",
              "do $$ begin execute format('update %I set code = null', 'orders'); end $$"),
          of(
              "",
              "do $$ begin execute 'delete from ' || 'orders'::regclass || ' where id = 1'; end $$"),
          of("drops-constraint", "alter table people drop constraint named"),
          of("drops-constraint", "drop index concurrently if exists bills_number"),
          of("drops-constraint drops-index", "drop index bills_number"),
          of(
              "",
              "create unique index concurrently if not exists a on bills (number)",
              "drop index concurrently if exists bills_number"),
          of(
              "",
              "alter table bills drop constraint payer, add constraint payer foreign key (person) references people on delete cascade not valid"),
          of(
              "drops-constraint",
              "alter table bills drop constraint payer, add constraint payer foreign key (person) references orders not valid"),
          of("drops-constraint", "alter domain positive drop constraint positive_check"),
          of("drops-not-null", "alter table people alter column note drop not null"),
          of("renames-table", "alter table orders rename to purchases"),
          of(
              "holds-lock",
              "alter table orders rename to purchases; create view orders as select * from purchases;"),
          of(
              "renames-table holds-lock",
              "alter table orders rename to purchases; create table orders (a bigint);"),
          of(
              "holds-lock",
              "alter table orders rename to purchases; alter table purchases rename to orders;"),
          of("renames-table", "alter table orders set schema old"),
          of("renames-column", "alter table orders rename column code to reference"),
          of(
              "holds-lock",
              "alter table orders rename column code to c; alter table orders rename column c to code;"),
          of("renames-column", "alter view seen rename column name to title"),
          of("renames-column", "alter type pair rename attribute one to first"),
          of("drops-object", "alter type pair drop attribute one"),
          of("", "alter type pair add attribute three int"),
          of("drops-object", "drop view seen; create view seen as select id from people;"),
          of("", "drop view seen; create view seen as select name, id from people;"),
          of("renames-schema", "alter schema old rename to ancient"),
          of("renames-enum-value", "alter type mood rename value 'sad' to 'blue'"),
          of("renames-object", "alter view seen rename to looked_at"),
          of("renames-object", "alter function twice(int) rename to doubled"),
          of("renames-object", "alter sequence numbers rename to digits"),
          of("renames-object", "alter type mood rename to feeling"),
          of("drops-object", "drop view seen"),
          of("drops-object", "drop function twice(int)"),
          of("drops-object", "drop sequence numbers"),
          of("drops-object", "drop extension citext"),
          of(
              "drops-object",
              "drop function twice(int); create function twice(a int) returns text language sql as 'select a::text';"),
          of("", "drop view seen; create view seen as select id, name, note from people;"),
          of("drops-table breaks-function", "drop table bills"),
          of("renames-table breaks-function", "alter table bills rename to invoices"),
          of(
              "holds-lock",
              "alter table bills rename to invoices; create view bills as select * from invoices;"),
          of("drops-column breaks-function", "alter table bills drop column person"),
          of("renames-column breaks-function", "alter table bills rename column number to code"),
          of("drops-column", "alter table bills drop column gross"),
          of("drops-object breaks-function", "drop function paid(int)"),
          of("renames-object breaks-function", "alter function paid(int) rename to paid_by"),
          of(
              "drops-table holds-lock",
              "drop table bills; create or replace function paid(who int) returns numeric language plpgsql as 'begin return 0; end';"),
          of(
              "concurrently-in-transaction",
              "create index concurrently if not exists z on gone (a); create or replace function twice(a int) returns int language sql as 'select a + a'"),
          of("requires-column may-fail-on-rows", "alter table orders add column b int not null"),
          of(
              "requires-column alters-repeatedly holds-lock",
              "alter table orders add column b int not null default 0; alter table orders alter column b drop default;"),
          of("", "alter table orders add column b int not null default 0"),
          of("drops-default", "alter table people alter column note drop default"),
          of("drops-default", "alter table counters alter column id drop identity"),
          of("drops-default", "alter table bills alter column gross drop expression"),
          of("rewrites-table", "alter table orders add column b uuid default gen_random_uuid()"),
          of("rewrites-table", "alter table orders add column b bigint default nextval('numbers')"),
          of("", "alter table orders add column b timestamptz default now()"),
          of("rewrites-table", "alter table orders set unlogged"),
          of("rewrites-table", "cluster orders using orders_pkey"),
          of("rewrites-table", "vacuum full orders"),
          of("", "vacuum orders"),
          of("changes-type", "alter table orders alter column person type bigint"),
          of("changes-type poor-type", "alter table gone alter column a type varchar(20)"),
          of("changes-type poor-type", "alter table orders alter column code type varchar(20)"),
          of("changes-type", "alter table orders alter column id type bigint"),
          of("changes-type poor-type", "alter table people alter column note type varchar(20)"),
          of("", "alter table orders alter column paid type numeric(12,2)"),
          of("adds-serial-column", "alter table orders add column b bigserial"),
          of(
              "adds-serial-column",
              "alter table orders add column b int generated always as (id * 2) stored"),
          of(
              "adds-serial-column",
              "alter table orders add column b int generated always as identity"),
          of(
              "scans-for-not-null may-fail-on-rows",
              "alter table orders alter column person set not null"),
          of(
              "scans-for-not-null",
              "insert into gone values (null)",
              "alter table gone alter column a set not null"),
          of(
              "requires-column",
              "insert into gone values (null)",
              "alter table gone add column b int not null"),
          of(
              "may-fail-on-rows",
              "alter table orders add constraint c check (person is not null) not valid",
              "alter table orders validate constraint c",
              "alter table orders alter column person set not null"),
          of(
              "scans-for-check may-fail-on-rows",
              "alter table orders add constraint c check (person > 0)"),
          of(
              "validates-in-same-transaction holds-lock may-fail-on-rows",
              "alter table orders add constraint c check (person > 0) not valid; alter table orders validate constraint c;"),
          of(
              "scans-for-foreign-key foreign-key-without-index may-fail-on-rows",
              "alter table orders add foreign key (person) references people"),
          of(
              "foreign-key-without-index may-fail-on-rows",
              "alter table orders add constraint f foreign key (person) references people not valid",
              "alter table orders validate constraint f"),
          of(
              "scans-for-foreign-key foreign-key-without-index",
              "alter table orders add column buyer int references people"),
          of(
              "foreign-key-without-index",
              "alter table orders add column above int references orders"),
          of("scans-for-check", "alter domain positive add check (value > 0)"),
          of("scans-for-check", "alter domain positive add constraint p check (value > 0)"),
          of("", "alter domain positive add constraint p check (value > 0) not valid"),
          of("scans-for-not-null", "alter domain positive set not null"),
          of("", "create domain fresh as int; alter domain fresh add check (value > 0);"),
          of("scans-for-check", "alter domain loose validate constraint loose_check"),
          of("builds-index", "create index on orders (person)"),
          of(
              "fails-when-repeated may-fail-on-rows",
              "create unique index concurrently a on orders (lower(code)) where person > 0"),
          of("builds-index may-fail-on-rows", "create unique index on orders (person)"),
          of("fails-when-repeated", "create index concurrently a on orders (person)"),
          of("", "create index concurrently if not exists a on orders (person)"),
          of("builds-unique may-fail-on-rows", "alter table orders add unique (code)"),
          of("builds-primary-key may-fail-on-rows", "alter table gone add primary key (a)"),
          of("builds-exclusion", "alter table orders add exclude using btree (code with =)"),
          of("drops-index", "drop index orders_code"),
          of("", "drop index concurrently if exists orders_code"),
          of("reindexes", "reindex table orders"),
          of("", "reindex index concurrently orders_code"),
          of("", "reindex table concurrently orders"),
          of("", "create unique index concurrently if not exists a on orders (id, person)"),
          of("refreshes-view", "refresh materialized view counted"),
          of(
              "attaches-partition",
              "alter table events attach partition events_2 for values from ('2026-02-01') to ('2026-03-01')"),
          of("attaches-partition", "create table days_2 partition of days for values in (2)"),
          of("detaches-partition", "alter table events detach partition events_1"),
          of(
              "detaches-partition drops-table holds-lock",
              "alter table events detach partition events_1; drop table events_1;"),
          of("drops-table", "drop table events_1"),
          of(
              "changes-trigger",
              "create trigger t before insert on orders for each row execute function stamp()"),
          of(
              "changes-trigger",
              "create or replace trigger kept after insert on people for each row execute function stamp()"),
          of("changes-trigger", "alter table orders disable trigger all"),
          of("locks-table", "lock table orders in access exclusive mode"),
          of("holds-lock", "alter table orders add column b int; select count(*) from orders;"),
          of(
              "locks-several-tables holds-lock",
              "alter table orders add column b int; alter table people add column b int;"),
          of(
              "locks-several-tables foreign-key-without-index",
              "create table fresh (a int references people, b int references orders)"),
          of(
              "alters-repeatedly holds-lock",
              "alter table orders add column b int; alter table orders add column c int;"),
          of("uses-new-enum-value", "alter type mood add value 'calm'; select 'calm'::mood;"),
          of(
              "uses-new-enum-value transaction-control",
              "begin; alter type mood add value 'calm'; select 'calm'::mood; commit;"),
          of(
              "transaction-control",
              "begin; alter table orders add column b int; commit; alter table people add column b int;"),
          of("", "alter type mood add value 'calm'"),
          of(
              "wide-index fails-when-repeated",
              "create index concurrently w on orders (id, person, code, paid)"),
          of("poor-type", "create table fresh (a json)"),
          of("poor-type", "create table fresh (a char(2))"),
          of("poor-type", "create table fresh (a money)"),
          of("poor-type", "create table fresh (id serial primary key)"),
          of("poor-type", "create table fresh (id int primary key)"),
          of("", "create table fresh (id bigint primary key, amount int)"),
          of("poor-type", "create table fresh (a varchar(20))"),
          of("poor-type", "create domain short as text check (length(value) < 9)"),
          of("poor-type", "alter table orders add column at timestamp"),
          of("uses-enum", "create type size as enum ('s', 'm')"),
          of("changes-rights", "grant select on orders to public"),
          of("changes-rights", "grant select (code) on orders to public"),
          of(
              "",
              "create schema fresh; grant usage on schema fresh to public; create function f() returns int language sql as 'select 1'; revoke all on function f() from public;"),
          of("changes-rights", "alter default privileges grant select on tables to public"),
          of("changes-row-security", "alter table orders enable row level security"),
          of(
              "",
              "create table fresh (a bigint primary key, b text); create index on fresh (b); alter table fresh alter column b set not null; drop table fresh;"));

  private static HazardCases of(String classes, String... files) {
    return new HazardCases(
        classes.isEmpty() ? Set.of() : Set.of(classes.split(" ", -1)), List.of(files));
  }
}
