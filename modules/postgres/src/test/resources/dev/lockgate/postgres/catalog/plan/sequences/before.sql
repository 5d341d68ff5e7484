create sequence public.plain;
create sequence public.low minvalue 1 maxvalue 100 start 5;
create sequence public.down increment -1;
create table public.t (id integer default nextval('public.plain'), other serial);
alter sequence public.plain owned by public.t.id;
select nextval('public.low');
