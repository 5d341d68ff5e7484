-- before to after
SET check_function_bodies = off;
DROP POLICY p ON public.t;
DROP FUNCTION public.f(public.level);
DROP VIEW public.v;
DROP INDEX public.t_id_idx;
DROP INDEX public.t_l_idx;
ALTER DOMAIN public.levels DROP CONSTRAINT levels_check;
ALTER TABLE public.t DROP CONSTRAINT t_l_check;
ALTER TABLE public.t DROP COLUMN g;
ALTER TABLE ONLY public.t ALTER COLUMN l DROP DEFAULT;
ALTER TABLE ONLY public.t ALTER COLUMN ls DROP DEFAULT;
REVOKE USAGE ON TYPE public.pair FROM PUBLIC;
REVOKE USAGE ON TYPE public.pair FROM postgres;
REVOKE USAGE ON TYPE public.levels FROM PUBLIC;
REVOKE USAGE ON TYPE public.levels FROM postgres;
REVOKE USAGE ON TYPE public.level FROM PUBLIC;
REVOKE USAGE ON TYPE public.level FROM postgres;
COMMENT ON TYPE public.level IS NULL;
ALTER TYPE public.grown ADD VALUE 'b' AFTER 'a';
ALTER TYPE public.grown ADD VALUE 'd' AFTER 'c';
ALTER TYPE public.level RENAME TO "level (retired)";
ALTER DOMAIN public.levels RENAME TO "levels (retired)";
ALTER TYPE public.pair RENAME TO "pair (retired)";
CREATE TYPE public.level AS ENUM ('mid', 'low', 'top');
CREATE DOMAIN public.levels AS public.level DEFAULT 'low'::level CONSTRAINT levels_check CHECK ((VALUE <> 'mid'::public.level));
CREATE TYPE public.pair AS (one public.level, many public.level[]);
ALTER TABLE public.t ALTER COLUMN l TYPE public.level USING l::text::public.level;
ALTER TABLE public.t ALTER COLUMN ls TYPE public.level[] USING ls::text[]::public.level[];
ALTER TABLE public.t ALTER COLUMN d TYPE public.levels USING d::text::public.levels;
ALTER TABLE public.t ALTER COLUMN p TYPE public.pair USING CASE WHEN p IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW((p).one::text::public.level, (p).many::text[]::public.level[])::public.pair END;
DROP TYPE public."pair (retired)";
DROP DOMAIN public."levels (retired)";
DROP TYPE public."level (retired)";
ALTER TYPE public.mood ADD VALUE 'happy' BEFORE 'sad';
ALTER TYPE public.mood ADD VALUE 'so so' AFTER 'sad';
ALTER TYPE public.mood ADD VALUE 'great' AFTER 'ok';
GRANT USAGE ON TYPE public.level TO PUBLIC;
GRANT USAGE ON TYPE public.level TO postgres;
COMMENT ON TYPE public.level IS 'how high';
GRANT USAGE ON TYPE public.levels TO PUBLIC;
GRANT USAGE ON TYPE public.levels TO postgres;
GRANT USAGE ON TYPE public.pair TO PUBLIC;
GRANT USAGE ON TYPE public.pair TO postgres;
ALTER TABLE public.t ADD COLUMN g boolean GENERATED ALWAYS AS ((l = 'low'::public.level)) STORED;
ALTER TABLE ONLY public.t ALTER COLUMN l SET DEFAULT 'low'::public.level;
ALTER TABLE ONLY public.t ALTER COLUMN ls SET DEFAULT '{low,mid}'::public.level[];
ALTER TABLE public.t ADD CONSTRAINT t_l_check CHECK ((l <> 'top'::public.level));
CREATE INDEX t_id_idx ON public.t USING btree (id) WHERE ((p).one = 'low'::public.level);
CREATE INDEX t_l_idx ON public.t USING btree (l) WHERE (l = 'low'::public.level);
CREATE VIEW public.v AS
 SELECT id,
    l
   FROM public.t
  WHERE (l <> 'mid'::public.level);
CREATE OR REPLACE FUNCTION public.f(public.level)
 RETURNS public.level
 LANGUAGE sql
 IMMUTABLE
AS $function$select $1$function$;
CREATE POLICY p ON public.t FOR ALL TO PUBLIC USING ((l = 'low'::public.level));

-- after to before
SET check_function_bodies = off;
DROP POLICY p ON public.t;
DROP FUNCTION public.f(public.level);
DROP VIEW public.v;
DROP INDEX public.t_id_idx;
DROP INDEX public.t_l_idx;
ALTER DOMAIN public.levels DROP CONSTRAINT levels_check;
ALTER TABLE public.t DROP CONSTRAINT t_l_check;
ALTER TABLE public.t DROP COLUMN g;
ALTER TABLE ONLY public.t ALTER COLUMN l DROP DEFAULT;
ALTER TABLE ONLY public.t ALTER COLUMN ls DROP DEFAULT;
REVOKE USAGE ON TYPE public.pair FROM PUBLIC;
REVOKE USAGE ON TYPE public.pair FROM postgres;
REVOKE USAGE ON TYPE public.levels FROM PUBLIC;
REVOKE USAGE ON TYPE public.levels FROM postgres;
REVOKE USAGE ON TYPE public.grown FROM PUBLIC;
REVOKE USAGE ON TYPE public.grown FROM postgres;
REVOKE USAGE ON TYPE public.level FROM PUBLIC;
REVOKE USAGE ON TYPE public.level FROM postgres;
COMMENT ON TYPE public.level IS NULL;
REVOKE USAGE ON TYPE public.mood FROM PUBLIC;
REVOKE USAGE ON TYPE public.mood FROM postgres;
ALTER TYPE public.grown RENAME TO "grown (retired)";
CREATE TYPE public.grown AS ENUM ('a', 'c');
DROP TYPE public."grown (retired)";
ALTER TYPE public.level RENAME TO "level (retired)";
ALTER DOMAIN public.levels RENAME TO "levels (retired)";
ALTER TYPE public.pair RENAME TO "pair (retired)";
CREATE TYPE public.level AS ENUM ('low', 'mid', 'it''s high');
CREATE DOMAIN public.levels AS public.level DEFAULT 'low'::level CONSTRAINT levels_check CHECK ((VALUE <> 'mid'::public.level));
CREATE TYPE public.pair AS (one public.level, many public.level[]);
ALTER TABLE public.t ALTER COLUMN l TYPE public.level USING l::text::public.level;
ALTER TABLE public.t ALTER COLUMN ls TYPE public.level[] USING ls::text[]::public.level[];
ALTER TABLE public.t ALTER COLUMN d TYPE public.levels USING d::text::public.levels;
ALTER TABLE public.t ALTER COLUMN p TYPE public.pair USING CASE WHEN p IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW((p).one::text::public.level, (p).many::text[]::public.level[])::public.pair END;
DROP TYPE public."pair (retired)";
DROP DOMAIN public."levels (retired)";
DROP TYPE public."level (retired)";
ALTER TYPE public.mood RENAME TO "mood (retired)";
CREATE TYPE public.mood AS ENUM ('sad', 'ok');
ALTER TABLE public.t ALTER COLUMN m TYPE public.mood USING m::text::public.mood;
DROP TYPE public."mood (retired)";
GRANT USAGE ON TYPE public.grown TO PUBLIC;
GRANT USAGE ON TYPE public.grown TO postgres;
GRANT USAGE ON TYPE public.level TO PUBLIC;
GRANT USAGE ON TYPE public.level TO postgres;
COMMENT ON TYPE public.level IS 'how high';
GRANT USAGE ON TYPE public.mood TO PUBLIC;
GRANT USAGE ON TYPE public.mood TO postgres;
GRANT USAGE ON TYPE public.levels TO PUBLIC;
GRANT USAGE ON TYPE public.levels TO postgres;
GRANT USAGE ON TYPE public.pair TO PUBLIC;
GRANT USAGE ON TYPE public.pair TO postgres;
ALTER TABLE public.t ADD COLUMN g boolean GENERATED ALWAYS AS ((l = 'low'::public.level)) STORED;
ALTER TABLE ONLY public.t ALTER COLUMN l SET DEFAULT 'low'::public.level;
ALTER TABLE ONLY public.t ALTER COLUMN ls SET DEFAULT '{low,mid}'::public.level[];
ALTER TABLE public.t ADD CONSTRAINT t_l_check CHECK ((l <> 'it''s high'::public.level));
CREATE INDEX t_id_idx ON public.t USING btree (id) WHERE ((p).one = 'low'::public.level);
CREATE INDEX t_l_idx ON public.t USING btree (l) WHERE (l = 'low'::public.level);
CREATE VIEW public.v AS
 SELECT id,
    l
   FROM public.t
  WHERE (l <> 'mid'::public.level);
CREATE OR REPLACE FUNCTION public.f(public.level)
 RETURNS public.level
 LANGUAGE sql
 IMMUTABLE
AS $function$select $1$function$;
CREATE POLICY p ON public.t FOR ALL TO PUBLIC USING ((l = 'low'::public.level));
