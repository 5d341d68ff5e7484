-- what somebody granted or revoked on members of extensions; the rest of them is the extension's
create extension postgres_fdw schema public;
grant usage on foreign data wrapper postgres_fdw to pg_monitor;
create server far foreign data wrapper postgres_fdw;
create user mapping for public server far options (user 'reader');
alter language plpgsql owner to pg_monitor;
create extension hstore schema public;
alter function public.hstore(text, text) owner to pg_monitor;
alter operator public.-> (public.hstore, text) owner to pg_monitor;
