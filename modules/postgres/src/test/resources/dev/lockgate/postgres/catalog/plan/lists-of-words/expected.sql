-- before to after
SET check_function_bodies = off;
ALTER TABLE public.listed DROP CONSTRAINT known;
ALTER DOMAIN public.word DROP CONSTRAINT word_check;
ALTER TABLE public.listed ADD COLUMN found boolean GENERATED ALWAYS AS (((s)::text = ANY (ARRAY['a'::character varying, 'b'::character varying]))) STORED;
ALTER TABLE public.listed ADD CONSTRAINT known CHECK (((s)::text = ANY (ARRAY['a'::character varying, 'b'::character varying, 'c'::character varying])));
ALTER TABLE public.listed ADD CONSTRAINT others CHECK (((s)::text <> ALL (ARRAY['d'::character varying, ')::text[])'::character varying])));
ALTER DOMAIN public.word ADD CONSTRAINT word_check CHECK (((VALUE)::text = ANY (ARRAY['x'::character varying, 'it''s'::character varying, 'z'::character varying])));
CREATE INDEX listed_s ON public.listed USING btree (t) WHERE ((s)::text = ANY (ARRAY['a'::character varying, 'c'::character varying]));
CREATE VIEW public.seen AS
 SELECT s,
    t,
    found
   FROM public.listed
  WHERE (((s)::text = ANY (ARRAY['a'::character varying, 'it''s'::character varying])) AND ((s)::text <> ALL (ARRAY['p'::character varying, 'q'::character varying])));
CREATE OR REPLACE FUNCTION public.is_known(x character varying)
 RETURNS boolean
 LANGUAGE sql
BEGIN ATOMIC
 SELECT ((x)::text = ANY (ARRAY['a'::character varying, 'b'::character varying]));
END;
CREATE OR REPLACE FUNCTION public.untouched()
 RETURNS text
 LANGUAGE sql
AS $function$ SELECT 'ANY ((ARRAY[''x''::character varying])::text[])' $function$;
CREATE TRIGGER few BEFORE INSERT ON public.listed FOR EACH ROW WHEN (((new.s)::text = ANY (ARRAY['a'::character varying, 'b'::character varying]))) EXECUTE FUNCTION suppress_redundant_updates_trigger();
CREATE POLICY few ON public.listed FOR ALL TO PUBLIC USING (((s)::text = ANY (ARRAY['a'::character varying, 'b'::character varying])));

-- after to before
SET check_function_bodies = off;
DROP POLICY few ON public.listed;
DROP TRIGGER few ON public.listed;
DROP FUNCTION public.is_known(character varying);
DROP FUNCTION public.untouched();
DROP VIEW public.seen;
DROP INDEX public.listed_s;
ALTER TABLE public.listed DROP CONSTRAINT known;
ALTER TABLE public.listed DROP CONSTRAINT others;
ALTER DOMAIN public.word DROP CONSTRAINT word_check;
ALTER TABLE public.listed DROP COLUMN found;
ALTER TABLE public.listed ADD CONSTRAINT known CHECK (((s)::text = ANY (ARRAY['a'::character varying, 'b'::character varying])));
ALTER DOMAIN public.word ADD CONSTRAINT word_check CHECK (((VALUE)::text = ANY (ARRAY['x'::character varying, 'y'::character varying])));
