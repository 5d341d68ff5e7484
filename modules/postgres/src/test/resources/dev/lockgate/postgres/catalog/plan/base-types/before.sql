-- a type and the functions that read and write it need each other; a cast is there before what was written with it
create type public.shell;
create type public.pair as (a integer);
create function public.number(public.pair) returns integer language sql immutable as 'select $1.a';
