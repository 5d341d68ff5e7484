create sequence public.plain as integer increment 5 cache 20 cycle;
create sequence public.low minvalue 1000 maxvalue 9000 start 1000;
create sequence public.down increment -2 minvalue -50;
create table public.t (id integer default nextval('public.plain'), other integer);
create table public.u (id bigserial);
create sequence public.free;
select nextval('public.low');
