do $$ begin create role plan_reader; exception when duplicate_object then null; end $$;
do $$ begin create role plan_writer; exception when duplicate_object then null; end $$;
create schema app;
alter default privileges in schema app grant select on tables to plan_reader;
alter default privileges grant usage on sequences to plan_writer;
alter default privileges revoke execute on functions from public;
create table app.first (id integer);
