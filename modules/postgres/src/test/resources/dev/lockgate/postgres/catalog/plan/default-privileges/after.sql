create schema app;
alter default privileges in schema app grant select, insert on tables to plan_writer with grant option;
alter default privileges for role plan_writer revoke usage on types from public;
create table app.first (id integer);
create table app.second (id serial);
create function app.f() returns integer language sql as 'select 1';
grant select on app.second to plan_reader;
