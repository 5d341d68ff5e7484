create schema "a.b ""c";
create table "a.b ""c"."t, (1)" ("x
y" integer constraint "not ""it" check ("x
y" > 0), "größe" text default 'it''s', "名前" integer primary key);
create index "i; drop" on "a.b ""c"."t, (1)" ("größe");
comment on column "a.b ""c"."t, (1)"."x
y" is E'line\nand ''quote'' and \\';
