create schema "a.b ""c";
create table "a.b ""c"."t, (1)" ("x
y" bigint, "größe" text default E'tab\t', "名前" integer, "new on x" integer unique, "😀" integer generated always as identity);
create view "a.b ""c"."v on t" as select "x
y" as "a to b", "名前" from "a.b ""c"."t, (1)";
comment on view "a.b ""c"."v on t" is '; -- drop';
create policy "p on q" on "a.b ""c"."t, (1)" using ("größe" <> ' on ');
