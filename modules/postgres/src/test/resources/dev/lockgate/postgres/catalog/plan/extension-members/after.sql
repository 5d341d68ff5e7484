create extension postgres_fdw schema public;
create extension pg_trgm schema public;
comment on extension pg_trgm is 'mine';
revoke execute on function public.similarity(text, text) from public;
grant execute on function public.similarity(text, text) to pg_monitor with grant option;
revoke usage on language plpgsql from public;
create extension hstore schema public;
alter function public.hstore(text, text) owner to pg_read_all_data;
alter type public.hstore owner to pg_monitor;
