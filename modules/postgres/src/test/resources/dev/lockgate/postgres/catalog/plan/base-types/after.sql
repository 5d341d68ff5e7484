create type public.shell;
create function public.shell_in(cstring) returns public.shell language internal immutable strict as 'int4in';
create function public.shell_out(public.shell) returns cstring language internal immutable strict as 'int4out';
create type public.shell (input = public.shell_in, output = public.shell_out, like = int4);
create table public.shells (s public.shell);
create type public.pair as (a integer);
create function public.number(public.pair) returns integer language sql immutable as 'select $1.a';
create cast (public.pair as integer) with function public.number(public.pair) as implicit;
create table public.numbers (n integer default (row(3)::public.pair)::integer);
