-- before to after
SET check_function_bodies = off;
DROP TYPE public.shell;
CREATE TYPE public.shell;
CREATE OR REPLACE FUNCTION public.shell_in(cstring)
 RETURNS public.shell
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$int4in$function$;
CREATE OR REPLACE FUNCTION public.shell_out(public.shell)
 RETURNS cstring
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$int4out$function$;
CREATE TYPE public.shell (INPUT = public.shell_in, OUTPUT = public.shell_out, INTERNALLENGTH = 4, PASSEDBYVALUE, ALIGNMENT = int4, STORAGE = plain, CATEGORY = 'U', DELIMITER = ',');
CREATE TABLE public.shells (
  s public.shell
);
CREATE CAST (public.pair AS integer) WITH FUNCTION public.number(public.pair) AS IMPLICIT;
CREATE TABLE public.numbers (
  n integer DEFAULT (ROW(3)::public.pair)::integer
);

-- after to before
SET check_function_bodies = off;
DROP TABLE public.numbers;
DROP CAST (public.pair AS integer);
DROP TABLE public.shells;
DROP TYPE public.shell CASCADE;
CREATE TYPE public.shell;
