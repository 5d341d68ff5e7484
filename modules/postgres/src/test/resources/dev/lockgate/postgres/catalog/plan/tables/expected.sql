-- before to after
SET check_function_bodies = off;
DROP POLICY p ON public.secured;
DROP FUNCTION public.f(integer);
DROP VIEW public.swaps;
DROP TABLE gone.t;
ALTER TABLE public.plain SET WITHOUT CLUSTER;
DROP TABLE public.stays;
DROP SCHEMA gone;
ALTER TABLE public.plain SET (autovacuum_enabled=false, fillfactor=90, toast.autovacuum_enabled=false);
ALTER TABLE public.quick SET LOGGED;
ALTER TABLE public.quick REPLICA IDENTITY FULL;
ALTER TABLE public.secured DISABLE ROW LEVEL SECURITY;
ALTER TABLE public.secured FORCE ROW LEVEL SECURITY;
ALTER INDEX public.plain_id SET (fillfactor=60);
CREATE SCHEMA fresh;
COMMENT ON SCHEMA fresh IS 'new';
CREATE EXTENSION pg_trgm WITH SCHEMA fresh;
CREATE TABLE public.swaps (
  a integer
);
COMMENT ON INDEX public.plain_id IS 'by id';
CREATE INDEX plain_trgm ON public.plain USING gin (at fresh.gin_trgm_ops) WHERE (id > 0);
CREATE VIEW public.stays AS
 SELECT 1 AS a;
CREATE OR REPLACE FUNCTION public.f(a integer)
 RETURNS bigint
 LANGUAGE sql
AS $function$select a::bigint$function$;
CREATE POLICY p ON public.secured FOR UPDATE TO PUBLIC USING ((public.f(id) > 0)) WITH CHECK ((id > 1));

-- after to before
SET check_function_bodies = off;
DROP POLICY p ON public.secured;
DROP FUNCTION public.f(integer);
DROP VIEW public.stays;
COMMENT ON INDEX public.plain_id IS NULL;
DROP INDEX public.plain_trgm;
DROP TABLE public.swaps;
-- what the extension keeps in its tables goes with it
DROP EXTENSION pg_trgm;
DROP SCHEMA fresh;
ALTER TABLE public.plain RESET (autovacuum_enabled, toast.autovacuum_enabled);
ALTER TABLE public.plain SET (fillfactor=70);
ALTER TABLE public.quick SET UNLOGGED;
ALTER TABLE public.quick REPLICA IDENTITY USING INDEX quick_id;
ALTER TABLE public.secured ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.secured NO FORCE ROW LEVEL SECURITY;
ALTER INDEX public.plain_id SET (fillfactor=50);
CREATE SCHEMA gone;
CREATE TABLE gone.t (
  id integer
);
ALTER TABLE public.plain CLUSTER ON plain_id;
CREATE TABLE public.stays (
  a integer
);
CREATE VIEW public.swaps AS
 SELECT 1 AS a;
CREATE OR REPLACE FUNCTION public.f(a integer)
 RETURNS integer
 LANGUAGE sql
AS $function$select a$function$;
CREATE POLICY p ON public.secured FOR ALL TO PUBLIC USING ((public.f(id) > 0));
