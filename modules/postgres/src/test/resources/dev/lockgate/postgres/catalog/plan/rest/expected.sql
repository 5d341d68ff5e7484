-- before to after
SET check_function_bodies = off;
DROP STATISTICS public.pairs;
DROP EVENT TRIGGER gone;
DROP EVENT TRIGGER watch;
DROP CONVERSION public.old;
ALTER STATISTICS public.target SET STATISTICS 50;
CREATE LANGUAGE here HANDLER plpgsql_call_handler;
CREATE ACCESS METHOD like_heap TYPE TABLE HANDLER heap_tableam_handler;
CREATE DEFAULT CONVERSION public.fresh FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
CREATE OR REPLACE FUNCTION public.from_sql(internal)
 RETURNS internal
 LANGUAGE internal
 IMMUTABLE
AS $function$int4abs$function$;
CREATE EVENT TRIGGER watch ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION public.on_ddl();
ALTER EVENT TRIGGER watch ENABLE ALWAYS;
CREATE STATISTICS public.pairs (ndistinct, dependencies) ON a, b FROM public.t;
CREATE TRANSFORM for bigint language here (FROM SQL WITH FUNCTION public.from_sql(internal));

-- after to before
SET check_function_bodies = off;
DROP TRANSFORM for bigint language here;
DROP STATISTICS public.pairs;
DROP EVENT TRIGGER watch;
DROP FUNCTION public.from_sql(internal);
DROP CONVERSION public.fresh;
DROP ACCESS METHOD like_heap;
DROP LANGUAGE here;
ALTER STATISTICS public.target SET STATISTICS -1;
CREATE CONVERSION public.old FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
CREATE EVENT TRIGGER gone ON ddl_command_start EXECUTE FUNCTION public.on_ddl();
CREATE EVENT TRIGGER watch ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION public.on_ddl();
CREATE STATISTICS public.pairs (dependencies) ON a, b FROM public.t;
